package io.waggle.im.friend;

import io.swagger.v3.oas.annotations.Operation;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "friends")
class FriendRequestController {

    private final FriendRequestService requests;

    FriendRequestController(FriendRequestService requests) {
        this.requests = requests;
    }

    @Idempotent
    @Operation(summary = "Send a friend request; if the user has already sent one to the caller, it is accepted")
    @Rpc("friends.request")
    @PostMapping("/v1/friend-requests")
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses({ErrorCode.ALREADY_FRIENDS, ErrorCode.BLOCKED_BY_YOU, ErrorCode.LIMIT_REACHED})
    FriendRequestAnswer request(Caller caller, @RequestBody NewFriendRequest request) {
        return requests.request(caller, request);
    }

    @Operation(summary = "Accept a friend request")
    @Rpc("friends.accept")
    @PostMapping("/v1/friend-requests/{id}/accept")
    @Refuses({ErrorCode.NOT_PENDING, ErrorCode.ALREADY_FRIENDS, ErrorCode.BLOCKED_BY_YOU, ErrorCode.LIMIT_REACHED})
    FriendRequestAnswer accept(Caller caller, @PathVariable Id id) {
        return requests.accept(caller, id);
    }

    @Operation(summary = "Reject a friend request")
    @Rpc("friends.reject")
    @PostMapping("/v1/friend-requests/{id}/reject")
    @Refuses(ErrorCode.NOT_PENDING)
    FriendRequestAnswer reject(Caller caller, @PathVariable Id id) {
        return requests.reject(caller, id);
    }

    @Operation(summary = "List the pending friend requests from and to the caller, newest first")
    @Rpc("friends.requests")
    @GetMapping("/v1/friend-requests")
    Page<FriendRequest> listRequests(
            Caller caller, @RequestParam @Nullable Id cursor, @RequestParam @Nullable Integer limit) {
        return requests.list(caller, cursor, limit);
    }
}
