package io.waggle.im.group.member;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "group bans")
class BanController {

    private final BanService bans;

    BanController(BanService bans) {
        this.bans = bans;
    }

    @Operation(summary = "List the users who are banned from a group")
    @Rpc("groups.bans")
    @GetMapping("/v1/groups/{gid}/bans")
    @Refuses(ErrorCode.NOT_A_MEMBER)
    Page<Ban> list(
            Caller caller,
            @PathVariable Id gid,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return bans.page(caller, gid, cursor, limit);
    }

    @Operation(summary = "Ban a user from a group; a member is removed")
    @Rpc("groups.ban")
    @PutMapping("/v1/groups/{gid}/bans/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.NOT_A_MEMBER, ErrorCode.OVERLOADED})
    void ban(Caller caller, @PathVariable Id gid, @PathVariable Id uid) {
        bans.ban(caller, gid, uid);
    }

    @Operation(summary = "Lift the ban of a user from a group; they can join again, but are not added")
    @Rpc("groups.unban")
    @DeleteMapping("/v1/groups/{gid}/bans/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses(ErrorCode.NOT_A_MEMBER)
    void unban(Caller caller, @PathVariable Id gid, @PathVariable Id uid) {
        bans.unban(caller, gid, uid);
    }
}
