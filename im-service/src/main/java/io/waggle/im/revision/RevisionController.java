package io.waggle.im.revision;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.log.History;
import io.waggle.im.log.View;
import io.waggle.im.log.Views;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Messages")
class RevisionController {

    private static final String MESSAGE = "/v1/conversations/{conversation}/messages/{seq}";

    private final Recalls recalls;
    private final Edits edits;
    private final History history;
    private final Views views;

    RevisionController(Recalls recalls, Edits edits, History history, Views views) {
        this.recalls = recalls;
        this.edits = edits;
        this.history = history;
        this.views = views;
    }

    @Operation(operationId = "entry", summary = "Read one entry of a conversation's log")
    @GetMapping(path = MESSAGE, produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/Entry")))
    @Rpc("messages.get")
    byte[] entry(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        return write(history.entry(caller.uid(), conversation, seq));
    }

    @Operation(summary = "Recall a message: erase its content for everyone. Answers with what is left of it")
    @PostMapping(path = MESSAGE + "/recall", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/Entry")))
    @Refuses(ErrorCode.TOO_LATE)
    @Rpc("messages.recall")
    byte[] recall(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        View before = views.of(caller.uid(), conversation);
        recalls.recall(caller.uid(), conversation, seq);
        return write(history.changed(before, seq));
    }

    @Operation(summary = "Edit the text or caption of an own message. Answers with the message as it is now")
    @PatchMapping(path = MESSAGE, produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/Entry")))
    @Refuses({
        ErrorCode.TOO_LATE,
        ErrorCode.MESSAGE_GONE,
        ErrorCode.INVALID_PAYLOAD,
        ErrorCode.NOT_FRIENDS,
        ErrorCode.BLOCKED_BY_YOU,
        ErrorCode.NOT_A_MEMBER,
        ErrorCode.MUTED,
        ErrorCode.OVERLOADED
    })
    @Rpc("messages.edit")
    byte[] edit(Caller caller, @PathVariable Id conversation, @PathVariable long seq, @RequestBody NewText text) {
        View before = views.of(caller.uid(), conversation);
        edits.edit(caller.uid(), conversation, seq, text);
        return write(history.changed(before, seq));
    }

    @Operation(summary = "List the contents that a message has had, the oldest first and the present one last")
    @GetMapping(path = MESSAGE + "/versions", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/EntryPage")))
    @Refuses(ErrorCode.MESSAGE_GONE)
    @Rpc("messages.versions")
    byte[] versions(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        return Payloads.writePage(Format.JSON, history.versions(caller.uid(), conversation, seq), false);
    }

    private static byte[] write(Message message) {
        return Payloads.writeDown(
                Format.JSON, Down.newBuilder().setMessage(message).build());
    }
}
