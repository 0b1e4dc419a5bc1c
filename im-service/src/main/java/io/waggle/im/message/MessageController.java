package io.waggle.im.message;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.http.Caller;
import io.waggle.im.http.Idempotent;
import io.waggle.im.log.History;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

@RestController
@Tag(name = "Messages")
class MessageController {

    private final Messages messages;
    private final History history;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    MessageController(Messages messages, History history, Clock clock) {
        this.messages = messages;
        this.history = history;
        this.clock = clock;
    }

    /** Waits for the commit on its virtual thread. */
    @Operation(summary = "Send a durable message")
    @Idempotent
    @PostMapping(path = "/v1/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Sent send(Caller caller, @RequestBody byte[] body) {
        Payloads.Addressed addressed = Payloads.readAddressed(body);
        Send send = addressed.send();
        return toSent(messages.send(new SendCommand(
                        caller.uid(),
                        caller.did(),
                        addressed.to(),
                        send.getId().isEmpty() ? MessageIds.next(clock, random) : send.getId(),
                        send.getContent()))
                .join());
    }

    @Operation(summary = "Read a conversation's log: entries before or after a sequence number, or the newest")
    @GetMapping(path = "/v1/conversations/{conversation}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] history(
            Caller caller,
            @PathVariable Id conversation,
            @RequestParam @Nullable Long before,
            @RequestParam @Nullable Long after,
            @RequestParam @Nullable Integer limit) {
        History.Page page = history.page(caller.uid(), conversation, before, after, limit);
        return Payloads.writePage(Format.JSON, page.items(), page.more());
    }

    private static Sent toSent(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Committed(Id conversation, long seq, long at) ->
                new Sent(conversation, seq, Instant.ofEpochMilli(at));
            case SendOutcome.Rejected rejected -> throw new Refused(rejected.code(), rejected.detail());
        };
    }

    record Sent(Id conversation, long seq, Instant at) {}
}
