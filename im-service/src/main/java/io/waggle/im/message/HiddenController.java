package io.waggle.im.message;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.live.Live;
import io.waggle.im.log.HiddenEntries;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.EntriesHidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** Deletes entries for the caller only. */
@RestController
@Tag(name = "Messages")
class HiddenController {

    private static final int AT_ONCE = 100;

    private final HiddenEntries hidden;
    private final Live live;

    HiddenController(HiddenEntries hidden, Live live) {
        this.hidden = hidden;
        this.live = live;
    }

    @Operation(operationId = "hideEntry", summary = "Delete one entry for the caller only")
    @DeleteMapping("/v1/conversations/{conversation}/messages/{seq}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void hideOne(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        hide(caller, conversation, List.of(seq));
    }

    @Operation(summary = "Delete entries for the caller only")
    @PostMapping("/v1/conversations/{conversation}/messages/hide")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Rpc("messages.hide")
    void hide(Caller caller, @PathVariable Id conversation, @RequestBody HideBody body) {
        if (body.seqs() == null || body.seqs().isEmpty() || body.seqs().size() > AT_ONCE) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "seqs must be 1 to " + AT_ONCE + " numbers of entries");
        }
        hide(caller, conversation, body.seqs());
    }

    private void hide(Caller caller, Id conversation, List<Long> seqs) {
        List<Long> added = hidden.hide(caller.uid(), conversation, seqs);
        if (!added.isEmpty()) {
            EntriesHidden notice = EntriesHidden.newBuilder()
                    .setConversation(conversation.value())
                    .addAllSeqs(added)
                    .build();
            live.toUser(caller.uid(), Down.newBuilder().setHidden(notice).build(), caller.did());
        }
    }

    @Operation(summary = "List the entries that the caller has deleted for themselves, in ascending order")
    @GetMapping("/v1/conversations/{conversation}/messages/hidden")
    @Rpc("messages.hidden")
    HiddenPage hidden(
            Caller caller,
            @PathVariable Id conversation,
            @RequestParam @Nullable Long after,
            @RequestParam @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<Long> found = hidden.page(caller.uid(), conversation, after == null ? 0 : after, size + 1);
        boolean more = found.size() > size;
        return new HiddenPage(more ? found.subList(0, size) : found, more);
    }

    /** @param more whether there are others after the last one */
    record HiddenPage(List<Long> items, boolean more) {}

    record HideBody(
            @ArraySchema(arraySchema = @Schema(requiredMode = REQUIRED), minItems = 1, maxItems = AT_ONCE) @Nullable
            List<Long> seqs) {}
}
