package io.waggle.im.message;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.log.Committed;
import io.waggle.im.log.Facet;
import io.waggle.im.log.History;
import io.waggle.im.log.HistoryQuery;
import io.waggle.kit.description.Limit;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
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

@RestController
@Tag(name = "Messages")
class MessageController {

    private final Posting posting;
    private final History history;

    MessageController(Posting posting, History history) {
        this.posting = posting;
        this.history = history;
    }

    @Operation(operationId = "sendMessage", summary = "Send a durable message")
    @Idempotent
    @PostMapping(path = "/v1/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @RefusesMessages
    Committed send(
            Caller caller,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(ref = "#/components/schemas/NewMessage")))
                    @RequestBody
                    byte[] body) {
        return posting.post(caller.uid(), caller.did(), body);
    }

    @Operation(
            operationId = "history",
            summary =
                    "Read a conversation's log: entries before, after or around a sequence number, from a time on, or the "
                            + "newest; or those that were amended since a version")
    @GetMapping(path = "/v1/conversations/{conversation}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/EntryPage")))
    byte[] history(
            Caller caller,
            @PathVariable Id conversation,
            @RequestParam @Nullable Long before,
            @RequestParam @Nullable Long after,
            @RequestParam @Nullable Long around,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @RequestParam @Nullable String from,
            @RequestParam @Nullable Long since,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {
                                                "media",
                                                "image",
                                                "video",
                                                "album",
                                                "voice",
                                                "file",
                                                "location",
                                                "card",
                                                "custom",
                                                "combined",
                                                "link"
                                            }))
                    @RequestParam
                    @Nullable
                    String kind,
            @RequestParam @Nullable Id sender,
            @Limit(max = Limits.HISTORY_MAX, standard = Limits.HISTORY_DEFAULT) @RequestParam @Nullable Integer limit) {
        HistoryQuery query = new HistoryQuery(
                before,
                after,
                around,
                from == null ? null : HistoryQuery.time(from),
                since,
                kind == null ? null : Facet.parse(kind),
                sender,
                limit);
        History.Page page = history.page(caller.uid(), conversation, query);
        return Payloads.writePage(Format.JSON, page.items(), page.more());
    }
}
