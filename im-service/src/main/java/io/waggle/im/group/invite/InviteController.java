package io.waggle.im.group.invite;

import io.swagger.v3.oas.annotations.Operation;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "group invites")
class InviteController {

    private final InviteService invites;
    private final JoinByInviteService joins;

    InviteController(InviteService invites, JoinByInviteService joins) {
        this.invites = invites;
        this.joins = joins;
    }

    @Idempotent
    @Operation(summary = "Create an invite code with which users can join a group")
    @Rpc("groups.invites.create")
    @PostMapping("/v1/groups/{gid}/invites")
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses({ErrorCode.LIMIT_REACHED, ErrorCode.NOT_A_MEMBER})
    Invite create(Caller caller, @PathVariable Id gid, @RequestBody(required = false) @Nullable NewInvite invite) {
        return invites.create(caller, gid, invite == null ? NewInvite.UNLIMITED : invite);
    }

    @Operation(summary = "List the caller's invite codes for a group, or all codes if the caller may revoke them")
    @Rpc("groups.invites.list")
    @GetMapping("/v1/groups/{gid}/invites")
    @Refuses(ErrorCode.NOT_A_MEMBER)
    Page<Invite> list(Caller caller, @PathVariable Id gid) {
        return invites.list(caller, gid);
    }

    @Operation(summary = "Revoke an invite code")
    @Rpc("groups.invites.revoke")
    @DeleteMapping("/v1/groups/{gid}/invites/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses(ErrorCode.NOT_A_MEMBER)
    void revoke(Caller caller, @PathVariable Id gid, @PathVariable String code) {
        invites.revoke(caller, gid, code);
    }

    @Operation(summary = "Preview the group of an invite code")
    @Rpc("invites.get")
    @GetMapping("/v1/invites/{code}")
    InvitePreview preview(Caller caller, @PathVariable String code) {
        return joins.preview(caller, code);
    }

    @Idempotent
    @Operation(summary = "Join a group with an invite code")
    @Rpc("invites.join")
    @PostMapping("/v1/invites/{code}/join")
    @Refuses({ErrorCode.GROUP_FULL, ErrorCode.LIMIT_REACHED, ErrorCode.OVERLOADED})
    Joining join(Caller caller, @PathVariable String code) {
        return joins.join(caller, code);
    }
}
