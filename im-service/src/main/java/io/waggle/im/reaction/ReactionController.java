package io.waggle.im.reaction;

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
@Tag(name = "Messages")
class ReactionController {

    private static final String REACTIONS = "/v1/conversations/{conversation}/messages/{seq}/reactions";

    private final ReactionService reactions;

    ReactionController(ReactionService reactions) {
        this.reactions = reactions;
    }

    @Operation(summary = "React to a message with an emoji. Answers with all reactions to it")
    @PutMapping(REACTIONS + "/{emoji}")
    @Refuses({
        ErrorCode.MESSAGE_GONE,
        ErrorCode.LIMIT_REACHED,
        ErrorCode.NOT_FRIENDS,
        ErrorCode.BLOCKED_BY_YOU,
        ErrorCode.NOT_A_MEMBER,
        ErrorCode.MUTED,
        ErrorCode.OVERLOADED
    })
    @Rpc("messages.react")
    ReactionList react(
            Caller caller, @PathVariable Id conversation, @PathVariable long seq, @PathVariable String emoji) {
        return reactions.react(caller.uid(), conversation, seq, emoji);
    }

    @Operation(summary = "Remove an own reaction from a message")
    @DeleteMapping(REACTIONS + "/{emoji}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.MESSAGE_GONE, ErrorCode.OVERLOADED})
    @Rpc("messages.unreact")
    void unreact(Caller caller, @PathVariable Id conversation, @PathVariable long seq, @PathVariable String emoji) {
        reactions.unreact(caller.uid(), conversation, seq, emoji);
    }

    @Operation(summary = "Count the reactions to a message, the most frequent emoji first")
    @GetMapping(REACTIONS)
    @Refuses(ErrorCode.MESSAGE_GONE)
    @Rpc("messages.reactions")
    ReactionList reactions(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        return reactions.list(caller.uid(), conversation, seq);
    }

    @Operation(summary = "List the users who have reacted to a message with an emoji, in the order of their uids")
    @GetMapping(REACTIONS + "/{emoji}")
    @Refuses(ErrorCode.MESSAGE_GONE)
    @Rpc("messages.reactors")
    Page<ReactingUser> reactors(
            Caller caller,
            @PathVariable Id conversation,
            @PathVariable long seq,
            @PathVariable String emoji,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return reactions.reactors(caller.uid(), conversation, seq, emoji, cursor, limit);
    }
}
