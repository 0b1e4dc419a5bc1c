package io.waggle.im.friend;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "friends")
class FriendController {

    private final FriendService friends;

    FriendController(FriendService friends) {
        this.friends = friends;
    }

    @Operation(summary = "List the friends of the caller; with since, only what has changed after that version")
    @Rpc("friends.list")
    @GetMapping("/v1/friends")
    @Refuses(ErrorCode.START_OVER)
    FriendList list(
            Caller caller,
            @RequestParam @Nullable String since,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return since == null ? friends.list(caller, cursor, limit) : friends.since(caller, since, limit);
    }

    @Operation(summary = "Change the caller's remark, tags or star for a friend; omit a member to keep it")
    @Rpc("friends.update")
    @PatchMapping("/v1/friends/{uid}")
    Friend update(Caller caller, @PathVariable Id uid, @RequestBody FriendChange change) {
        return friends.update(caller, uid, change);
    }

    @Operation(summary = "Remove a friend from the caller's list; with both, also the caller from the friend's list")
    @Rpc("friends.remove")
    @DeleteMapping("/v1/friends/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable Id uid, @RequestParam @Nullable Boolean both) {
        friends.remove(caller, uid, Boolean.TRUE.equals(both));
    }
}
