package io.waggle.im.pin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Messages")
class PinController {

    private static final String PINS = "/v1/conversations/{conversation}/pins";

    private final PinService pins;

    PinController(PinService pins) {
        this.pins = pins;
    }

    @Operation(summary = "Pin a message for all members of a conversation")
    @PutMapping(PINS + "/{seq}")
    @Refuses({
        ErrorCode.MESSAGE_GONE,
        ErrorCode.LIMIT_REACHED,
        ErrorCode.NOT_FRIENDS,
        ErrorCode.BLOCKED_BY_YOU,
        ErrorCode.NOT_A_MEMBER,
        ErrorCode.MUTED,
        ErrorCode.OVERLOADED
    })
    @Rpc("pins.add")
    PinnedMessage pin(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        return pins.pin(caller.uid(), conversation, seq);
    }

    @Operation(summary = "Unpin a message")
    @DeleteMapping(PINS + "/{seq}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({
        ErrorCode.NOT_FRIENDS,
        ErrorCode.BLOCKED_BY_YOU,
        ErrorCode.NOT_A_MEMBER,
        ErrorCode.MUTED,
        ErrorCode.OVERLOADED
    })
    @Rpc("pins.remove")
    void unpin(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        pins.unpin(caller.uid(), conversation, seq);
    }

    @Operation(summary = "List the pinned messages of a conversation as they are now, the last pinned first")
    @GetMapping(PINS)
    @Rpc("pins.list")
    Page<PinnedMessage> pins(Caller caller, @PathVariable Id conversation) {
        return pins.list(caller.uid(), conversation);
    }
}
