package io.waggle.im.receipt;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Conversations")
class ReceiptController {

    private final Readers readers;

    ReceiptController(Readers readers) {
        this.readers = readers;
    }

    @Operation(
            summary = "List and count the readers of an entry (default: the newest); in a pair, get the peer's cursors")
    @Rpc("conversations.receipts")
    @GetMapping("/v1/conversations/{conversation}/receipts")
    ReaderPage receipts(
            Caller caller,
            @PathVariable Id conversation,
            @RequestParam @Nullable Long seq,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return readers.page(caller.uid(), conversation, seq, cursor, limit);
    }
}
