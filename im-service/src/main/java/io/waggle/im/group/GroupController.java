package io.waggle.im.group;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.http.Caller;
import io.waggle.im.http.Idempotent;
import io.waggle.im.http.Page;
import io.waggle.im.rpc.Rpc;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

@RestController
@Tag(name = "groups")
class GroupController {

    private final GroupService groups;

    GroupController(GroupService groups) {
        this.groups = groups;
    }

    @Idempotent
    @Operation(summary = "Make a group")
    @Rpc("groups.create")
    @PostMapping("/v1/groups")
    ResponseEntity<CreatedGroup> create(Caller caller, @RequestBody NewGroup group) {
        CreatedGroup created = groups.create(caller, group);
        return ResponseEntity.created(URI.create("/v1/groups/" + created.gid())).body(created);
    }

    @Operation(summary = "A group that I am in")
    @Rpc("groups.get")
    @GetMapping("/v1/groups/{gid}")
    Group get(Caller caller, @PathVariable Id gid) {
        return groups.get(caller, gid);
    }

    @Operation(summary = "The members of a group that I am in")
    @Rpc("groups.members")
    @GetMapping("/v1/groups/{gid}/members")
    Page<GroupMember> members(
            Caller caller,
            @PathVariable Id gid,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return groups.members(caller, gid, cursor, limit);
    }

    @Operation(summary = "Add friends to a group that I am in")
    @Rpc("groups.add")
    @PostMapping("/v1/groups/{gid}/members")
    AddedMembers add(Caller caller, @PathVariable Id gid, @RequestBody NewMembers members) {
        return groups.add(caller, gid, members);
    }
}
