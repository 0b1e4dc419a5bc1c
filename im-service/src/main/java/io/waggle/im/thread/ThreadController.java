package io.waggle.im.thread;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.log.History;
import io.waggle.im.log.HistoryQuery;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Limit;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

@RestController
@Tag(name = "Messages")
class ThreadController {

    private static final String THREAD = "/v1/conversations/{conversation}/messages/{seq}/thread";

    private final ThreadService threads;

    ThreadController(ThreadService threads) {
        this.threads = threads;
    }

    @Operation(summary = "Read a thread: its messages before or after a sequence number, or the newest")
    @GetMapping(path = THREAD, produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/EntryPage")))
    @Rpc("threads.page")
    byte[] page(
            Caller caller,
            @PathVariable Id conversation,
            @PathVariable long seq,
            @RequestParam @Nullable Long before,
            @RequestParam @Nullable Long after,
            @Limit(max = Limits.HISTORY_MAX, standard = Limits.HISTORY_DEFAULT) @RequestParam @Nullable Integer limit) {
        HistoryQuery query = new HistoryQuery(before, after, null, null, null, null, null, limit);
        History.Page page = threads.page(caller.uid(), conversation, seq, query);
        return Payloads.writePage(Format.JSON, page.items(), page.more());
    }

    @Operation(summary = "Mark a thread as read up to one of its messages")
    @PutMapping(THREAD + "/read")
    @Rpc("threads.read")
    ThreadService.ThreadPosition read(
            Caller caller, @PathVariable Id conversation, @PathVariable long seq, @RequestBody ThreadRead body) {
        return threads.read(caller, conversation, seq, body.readSeq());
    }

    @Operation(summary = "Follow the thread of a message")
    @PutMapping(THREAD + "/follow")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Rpc("threads.follow")
    void follow(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        threads.follow(caller, conversation, seq, true);
    }

    @Operation(summary = "Unfollow the thread of a message, until the caller follows it again")
    @DeleteMapping(THREAD + "/follow")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Rpc("threads.unfollow")
    void unfollow(Caller caller, @PathVariable Id conversation, @PathVariable long seq) {
        threads.follow(caller, conversation, seq, false);
    }

    @Operation(summary = "List the threads that the caller follows, with unread counts, the newest activity first")
    @GetMapping("/v1/threads")
    @Rpc("threads.list")
    ThreadPage list(Caller caller, @RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        return threads.followed(caller.uid(), cursor, limit);
    }

    record ThreadRead(
            @Schema(requiredMode = REQUIRED) @Nullable Long readSeq) {}
}
