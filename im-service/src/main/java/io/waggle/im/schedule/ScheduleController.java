package io.waggle.im.schedule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.message.RefusesMessages;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Messages")
class ScheduleController {

    private static final String SCHEDULED = "/v1/scheduled-messages";

    private final ScheduleService scheduled;

    ScheduleController(ScheduleService scheduled) {
        this.scheduled = scheduled;
    }

    @Idempotent
    @Operation(summary = "Schedule a message: it is sent at the given time")
    @PostMapping(path = SCHEDULED, consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @RefusesMessages
    @Refuses(ErrorCode.LIMIT_REACHED)
    @Rpc("scheduled.create")
    ScheduledMessage create(
            Caller caller,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(ref = "#/components/schemas/NewScheduledMessage")))
                    @RequestBody
                    byte[] body) {
        return scheduled.schedule(caller, Payloads.readScheduled(body));
    }

    @Operation(summary = "List the caller's scheduled messages and those that could not be sent, the next due first")
    @GetMapping(SCHEDULED)
    @Rpc("scheduled.list")
    ScheduledPage list(
            Caller caller,
            @RequestParam @Nullable Id conversation,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        return scheduled.list(caller.uid(), conversation, cursor, limit);
    }

    @Operation(summary = "Get a scheduled message of the caller")
    @GetMapping(SCHEDULED + "/{id}")
    @Rpc("scheduled.get")
    ScheduledMessage get(Caller caller, @PathVariable Id id) {
        return scheduled.get(caller.uid(), id);
    }

    @Operation(summary = "Change the time of a scheduled message, or replace the message; one that failed waits again")
    @PatchMapping(path = SCHEDULED + "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @RefusesMessages
    @Refuses(ErrorCode.NOT_PENDING)
    @Rpc("scheduled.update")
    ScheduledMessage update(
            Caller caller,
            @PathVariable Id id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(ref = "#/components/schemas/ScheduledMessageChange")))
                    @RequestBody
                    byte[] body) {
        return scheduled.change(caller, id, Payloads.readScheduled(body));
    }

    @Operation(summary = "Cancel a scheduled message, or delete one that could not be sent")
    @DeleteMapping(SCHEDULED + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses(ErrorCode.NOT_PENDING)
    @Rpc("scheduled.cancel")
    void cancel(Caller caller, @PathVariable Id id) {
        scheduled.cancel(caller, id);
    }
}
