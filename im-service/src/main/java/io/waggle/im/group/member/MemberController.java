package io.waggle.im.group.member;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Role;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

@RestController
@Tag(name = "group members")
class MemberController {

    private final MemberList list;
    private final AddingService adding;
    private final MemberService members;

    MemberController(MemberList list, AddingService adding, MemberService members) {
        this.list = list;
        this.adding = adding;
        this.members = members;
    }

    @Operation(summary = "List the members of a group; with q, only those with a name that begins with it")
    @Rpc("groups.members")
    @GetMapping("/v1/groups/{gid}/members")
    @Refuses(ErrorCode.NOT_A_MEMBER)
    Page<GroupMember> list(
            Caller caller,
            @PathVariable Id gid,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return list.page(caller, gid, q, cursor, limit);
    }

    @Idempotent
    @Operation(summary = "Add friends of the caller to a group")
    @Rpc("groups.add")
    @PostMapping("/v1/groups/{gid}/members")
    @Refuses({
        ErrorCode.NOT_FRIENDS,
        ErrorCode.GROUP_FULL,
        ErrorCode.LIMIT_REACHED,
        ErrorCode.NOT_A_MEMBER,
        ErrorCode.OVERLOADED
    })
    AddedMembers add(Caller caller, @PathVariable Id gid, @RequestBody NewMembers members) {
        return adding.add(caller, gid, members);
    }

    @Operation(summary = "Remove a member from a group; with the caller's own uid, leave the group")
    @Rpc("groups.remove")
    @DeleteMapping("/v1/groups/{gid}/members/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.NOT_A_MEMBER, ErrorCode.OVERLOADED})
    void remove(Caller caller, @PathVariable Id gid, @PathVariable Id uid) {
        members.remove(caller, gid, uid);
    }

    @Operation(summary = "Make a member an admin, or an admin a member")
    @Rpc("groups.role")
    @PutMapping("/v1/groups/{gid}/members/{uid}/role")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.NOT_A_MEMBER, ErrorCode.OVERLOADED})
    void changeRole(Caller caller, @PathVariable Id gid, @PathVariable Id uid, @RequestBody NewRole role) {
        members.changeRole(caller, gid, uid, role.role());
    }

    @Operation(summary = "Mute a member of a group, until a time or until they are unmuted")
    @Rpc("groups.mute")
    @PutMapping("/v1/groups/{gid}/members/{uid}/mute")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.NOT_A_MEMBER, ErrorCode.OVERLOADED})
    void mute(
            Caller caller,
            @PathVariable Id gid,
            @PathVariable Id uid,
            @RequestBody(required = false) @Nullable Muting muting) {
        members.mute(caller, gid, uid, muting == null ? null : muting.until());
    }

    @Operation(summary = "Unmute a member of a group")
    @Rpc("groups.unmute")
    @DeleteMapping("/v1/groups/{gid}/members/{uid}/mute")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.NOT_A_MEMBER, ErrorCode.OVERLOADED})
    void unmute(Caller caller, @PathVariable Id gid, @PathVariable Id uid) {
        members.unmute(caller, gid, uid);
    }

    record NewRole(
            @Schema(
                    requiredMode = REQUIRED,
                    allowableValues = {"admin", "member"})
            @Nullable
            Role role) {}

    record Muting(@Nullable Instant until) {}
}
