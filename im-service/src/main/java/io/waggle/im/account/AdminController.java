package io.waggle.im.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.http.ForAdministrators;
import io.waggle.protocol.Id;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForAdministrators
@Tag(name = "administration")
class AdminController {

    private final AdminService administration;

    AdminController(AdminService administration) {
        this.administration = administration;
    }

    @Operation(summary = "Get an account and its standing")
    @Rpc("admin.user")
    @GetMapping("/v1/admin/users/{uid}")
    AccountView user(@PathVariable Id uid) {
        return administration.view(uid);
    }

    @Operation(summary = "Ban a user, until a time or until the ban is lifted")
    @Rpc("admin.ban")
    @PutMapping("/v1/admin/users/{uid}/ban")
    AccountView ban(@PathVariable Id uid, @RequestBody NewBan ban) {
        return administration.ban(uid, ban);
    }

    @Operation(summary = "Lift the ban of a user; their sessions work again")
    @Rpc("admin.unban")
    @DeleteMapping("/v1/admin/users/{uid}/ban")
    AccountView unban(@PathVariable Id uid) {
        return administration.unban(uid);
    }
}
