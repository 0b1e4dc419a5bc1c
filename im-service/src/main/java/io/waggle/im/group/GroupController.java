package io.waggle.im.group;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Page;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

@RestController
@Tag(name = "groups")
class GroupController {

    private final GroupService groups;

    GroupController(GroupService groups) {
        this.groups = groups;
    }

    @Idempotent
    @Operation(summary = "Create a group")
    @Rpc("groups.create")
    @PostMapping("/v1/groups")
    @ApiResponse(
            responseCode = "201",
            useReturnTypeSchema = true,
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Refuses({ErrorCode.LIMIT_REACHED, ErrorCode.GROUP_FULL, ErrorCode.NOT_FRIENDS, ErrorCode.OVERLOADED})
    ResponseEntity<CreatedGroup> create(Caller caller, @RequestBody NewGroup group) {
        CreatedGroup created = groups.create(caller, group);
        return ResponseEntity.created(URI.create("/v1/groups/" + created.gid())).body(created);
    }

    @Operation(summary = "Get a group of which the caller is a member")
    @Rpc("groups.get")
    @GetMapping("/v1/groups/{gid}")
    @Refuses(ErrorCode.NOT_A_MEMBER)
    Group get(Caller caller, @PathVariable Id gid) {
        return groups.get(caller, gid);
    }

    @Operation(summary = "Change the settings of a group; omit a setting to keep it, null clears it")
    @Rpc("groups.update")
    @PatchMapping("/v1/groups/{gid}")
    @Refuses({ErrorCode.NOT_A_MEMBER, ErrorCode.OVERLOADED})
    Group update(Caller caller, @PathVariable Id gid, @RequestBody GroupPatch patch) {
        return groups.update(caller, gid, patch);
    }

    @Operation(summary = "Dissolve a group that the caller owns")
    @Rpc("groups.dissolve")
    @DeleteMapping("/v1/groups/{gid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.NOT_A_MEMBER, ErrorCode.OVERLOADED})
    void dissolve(Caller caller, @PathVariable Id gid) {
        groups.dissolve(caller, gid);
    }

    @Operation(summary = "List the announcements of a group, newest first")
    @Rpc("groups.announcements")
    @GetMapping("/v1/groups/{gid}/announcements")
    @Refuses(ErrorCode.NOT_A_MEMBER)
    Page<Announcement> announcements(
            Caller caller,
            @PathVariable Id gid,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return groups.announcements(caller, gid, cursor, limit);
    }

    @Operation(summary = "Transfer a group of the caller to another member; the caller becomes an admin")
    @Rpc("groups.transfer")
    @PutMapping("/v1/groups/{gid}/owner")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.NOT_A_MEMBER, ErrorCode.OVERLOADED})
    void transfer(Caller caller, @PathVariable Id gid, @RequestBody NewOwner owner) {
        groups.transfer(caller, gid, owner.uid());
    }

    @Operation(summary = "Set the caller's nickname in a group and remark on it; omit one to keep it, null clears it")
    @Rpc("groups.me")
    @PutMapping("/v1/groups/{gid}/me")
    @Refuses(ErrorCode.NOT_A_MEMBER)
    Group.Me rename(Caller caller, @PathVariable Id gid, @RequestBody MemberPatch patch) {
        return groups.rename(caller, gid, patch);
    }

    record NewOwner(
            @Schema(requiredMode = REQUIRED) @Nullable Id uid) {}
}
