package io.waggle.im.inbox;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.http.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Conversations")
class InboxController {

    private final Inbox inbox;

    InboxController(Inbox inbox) {
        this.inbox = inbox;
    }

    @Operation(summary = "List one's conversations, most recently active first")
    @Rpc("conversations.list")
    @GetMapping("/v1/conversations")
    InboxPage list(Caller caller, @RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        return inbox.page(caller.uid(), cursor, limit);
    }

    @Operation(summary = "Mark a conversation as read up to an entry")
    @Rpc("conversations.read")
    @PostMapping("/v1/conversations/{conversation}/read")
    Inbox.ReadPosition read(Caller caller, @PathVariable Id conversation, @RequestBody ReadBody body) {
        return inbox.read(caller.uid(), conversation, body.seq());
    }

    record ReadBody(@Nullable Long seq) {}
}
