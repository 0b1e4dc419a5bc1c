package io.waggle.im.group.join;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.group.Joining;
import io.waggle.im.rpc.Rpc;
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
@Tag(name = "joining groups")
class JoinController {

    private final JoinService joins;
    private final JoinRequestService requests;

    JoinController(JoinService joins, JoinRequestService requests) {
        this.joins = joins;
        this.requests = requests;
    }

    @Idempotent
    @Operation(summary = "Join a group, or ask to join it, as its join policy allows")
    @Rpc("groups.join")
    @PostMapping("/v1/groups/{gid}/join")
    @Refuses({ErrorCode.GROUP_FULL, ErrorCode.LIMIT_REACHED, ErrorCode.OVERLOADED})
    Joining join(Caller caller, @PathVariable Id gid, @RequestBody(required = false) @Nullable Greeting greeting) {
        return joins.join(caller, gid, greeting == null ? null : greeting.greeting());
    }

    @Operation(summary = "List the pending requests to join a group, oldest first")
    @Rpc("groups.joinRequests")
    @GetMapping("/v1/groups/{gid}/join-requests")
    @Refuses(ErrorCode.NOT_A_MEMBER)
    Page<JoinRequest> list(
            Caller caller,
            @PathVariable Id gid,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return requests.page(caller, gid, cursor, limit);
    }

    @Operation(summary = "Accept a request to join a group")
    @Rpc("groups.acceptJoin")
    @PostMapping("/v1/groups/{gid}/join-requests/{id}/accept")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({
        ErrorCode.NOT_PENDING,
        ErrorCode.GROUP_FULL,
        ErrorCode.LIMIT_REACHED,
        ErrorCode.NOT_A_MEMBER,
        ErrorCode.OVERLOADED
    })
    void accept(Caller caller, @PathVariable Id gid, @PathVariable Id id) {
        requests.accept(caller, gid, id);
    }

    @Operation(summary = "Reject a request to join a group")
    @Rpc("groups.rejectJoin")
    @PostMapping("/v1/groups/{gid}/join-requests/{id}/reject")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.NOT_PENDING, ErrorCode.NOT_A_MEMBER})
    void reject(Caller caller, @PathVariable Id gid, @PathVariable Id id) {
        requests.reject(caller, gid, id);
    }

    record Greeting(@Schema(maxLength = 200) @Nullable String greeting) {}
}
