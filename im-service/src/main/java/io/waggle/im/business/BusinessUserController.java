package io.waggle.im.business;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.account.Profile;
import io.waggle.im.account.Registered;
import io.waggle.im.caller.Business;
import io.waggle.im.session.Session;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Page;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "business systems")
class BusinessUserController {

    private final BusinessUsers users;

    BusinessUserController(BusinessUsers users) {
        this.users = users;
    }

    @Idempotent
    @Operation(
            operationId = "createUser",
            summary = "Create a user of the system; without a password, only the system can open sessions for them")
    @PostMapping("/v1/server/users")
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses({ErrorCode.USERNAME_TAKEN, ErrorCode.OVERLOADED})
    Registered create(Business business, @RequestBody NewUser user) {
        return users.create(business, user.registration());
    }

    @Operation(operationId = "listUsers", summary = "List the system's own users")
    @GetMapping("/v1/server/users")
    Page<Profile> list(Business business, @RequestParam @Nullable Id cursor, @RequestParam @Nullable Integer limit) {
        return users.list(business, cursor, limit);
    }

    @Idempotent
    @Operation(
            operationId = "openUserSession",
            summary = "Open a session for one of the system's own users, as a login would")
    @PostMapping("/v1/server/users/{uid}/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses({ErrorCode.DEVICE_LIMIT, ErrorCode.BANNED})
    Session open(Business business, @PathVariable Id uid, @RequestBody NewSession session) {
        return users.open(business, uid, session);
    }
}
