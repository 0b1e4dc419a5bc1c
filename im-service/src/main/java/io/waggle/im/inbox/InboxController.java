package io.waggle.im.inbox;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Arrangement;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

@RestController
@Tag(name = "Conversations")
class InboxController {

    private final Inbox inbox;
    private final Arrangements arrangements;
    private final Reading reading;
    private final RecentContacts contacts;

    InboxController(Inbox inbox, Arrangements arrangements, Reading reading, RecentContacts contacts) {
        this.inbox = inbox;
        this.arrangements = arrangements;
        this.reading = reading;
        this.contacts = contacts;
    }

    @Operation(summary = "List the conversations of the caller, pinned ones first; with since, only what has changed")
    @Rpc("conversations.list")
    @GetMapping("/v1/conversations")
    @Refuses(ErrorCode.START_OVER)
    InboxPage list(
            Caller caller,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable String since,
            @RequestParam @Nullable Integer limit) {
        if (cursor != null && since != null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "give cursor or since, not both");
        }
        return since == null ? inbox.page(caller.uid(), cursor, limit) : inbox.changes(caller.uid(), since, limit);
    }

    @Operation(summary = "Mark a conversation as read up to an entry")
    @Rpc("conversations.read")
    @PostMapping("/v1/conversations/{conversation}/read")
    Reading.Position read(Caller caller, @PathVariable Id conversation, @RequestBody ReadBody body) {
        return reading.read(caller, conversation, body.seq());
    }

    @Operation(
            summary =
                    "Mute, pin or hide a conversation for the caller, mark it as unread, or store a draft; omit a member to keep it")
    @Rpc("conversations.update")
    @PatchMapping("/v1/conversations/{conversation}")
    InboxItem update(Caller caller, @PathVariable Id conversation, @RequestBody Arrangement body) {
        return arrangements.change(caller, conversation, body);
    }

    @Operation(summary = "Delete the entries of a conversation so far, for the caller only")
    @Rpc("conversations.delete")
    @DeleteMapping("/v1/conversations/{conversation}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable Id conversation) {
        arrangements.delete(caller, conversation);
    }

    @Operation(summary = "List the users with whom the caller exchanged messages, the most recent first")
    @Rpc("contacts.recent")
    @GetMapping("/v1/contacts/recent")
    RecentContacts.RecentPage recent(
            Caller caller, @RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        return contacts.page(caller.uid(), cursor, limit);
    }

    record ReadBody(
            @Schema(requiredMode = REQUIRED) @Nullable Long seq) {}
}
