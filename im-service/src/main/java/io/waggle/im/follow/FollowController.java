package io.waggle.im.follow;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.relation.RelatedUser;
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
@Tag(name = "follows")
class FollowController {

    private final FollowService follows;

    FollowController(FollowService follows) {
        this.follows = follows;
    }

    @Operation(summary = "Follow a user")
    @Rpc("follows.add")
    @PutMapping("/v1/follows/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses(ErrorCode.BLOCKED_BY_YOU)
    void add(Caller caller, @PathVariable Id uid) {
        follows.add(caller, uid);
    }

    @Operation(summary = "Unfollow a user")
    @Rpc("follows.remove")
    @DeleteMapping("/v1/follows/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable Id uid) {
        follows.remove(caller, uid);
    }

    @Operation(summary = "List the users whom the caller follows")
    @Rpc("follows.list")
    @GetMapping("/v1/follows")
    Page<RelatedUser> list(Caller caller, @RequestParam @Nullable Id cursor, @RequestParam @Nullable Integer limit) {
        return follows.followed(caller, cursor, limit);
    }

    @Operation(summary = "List the users who follow the caller")
    @Rpc("followers.list")
    @GetMapping("/v1/followers")
    Page<RelatedUser> listFollowers(
            Caller caller, @RequestParam @Nullable Id cursor, @RequestParam @Nullable Integer limit) {
        return follows.followers(caller, cursor, limit);
    }

    @Operation(summary = "Count the users whom the caller follows, and the users who follow the caller")
    @Rpc("follows.counts")
    @GetMapping("/v1/follows/counts")
    FollowCounts counts(Caller caller) {
        return follows.counts(caller);
    }
}
