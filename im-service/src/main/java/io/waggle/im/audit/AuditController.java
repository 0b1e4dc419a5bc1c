package io.waggle.im.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.log.CombinedMessages;
import io.waggle.im.log.CombinedQuery;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.http.ForAdministrators;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForAdministrators
@Tag(name = "administration")
class AuditController {

    private static final String RECALLED = "/v1/admin/conversations/{conversation}/messages/{seq}/recalled";

    private final RecalledCopies copies;

    AuditController(RecalledCopies copies) {
        this.copies = copies;
    }

    @Operation(summary = "Read the copy of a recalled message, if copies are kept: its contents, the oldest first")
    @GetMapping(path = RECALLED, produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/EntryPage")))
    @Rpc("admin.recalled")
    byte[] recalled(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        return Payloads.writePage(Format.JSON, copies.versions(caller.uid(), conversation, seq), false);
    }

    @Operation(summary = "Read what a recalled combined message contained, if copies are kept")
    @GetMapping(path = RECALLED + "/combined", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/CombinedPage")))
    @Rpc("admin.recalledCombined")
    byte[] recalledCombined(
            Caller caller,
            @PathVariable Id conversation,
            @PathVariable long seq,
            @Parameter(schema = @Schema(type = "integer", format = "int32", minimum = "1")) @RequestParam @Nullable
                    Integer inside,
            @RequestParam @Nullable Integer after,
            @RequestParam @Nullable Integer limit) {
        CombinedMessages.Page page =
                copies.contained(caller.uid(), conversation, seq, new CombinedQuery(inside, after, limit));
        return Payloads.writeCombined(page.items(), page.more());
    }
}
