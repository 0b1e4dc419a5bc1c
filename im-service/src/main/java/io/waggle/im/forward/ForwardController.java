package io.waggle.im.forward;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.log.CombinedQuery;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Messages")
class ForwardController {

    private final ForwardService forwards;
    private final CombinedReader combined;

    ForwardController(ForwardService forwards, CombinedReader combined) {
        this.forwards = forwards;
        this.combined = combined;
    }

    @Operation(
            summary =
                    "Forward messages of one conversation to others, one by one or combined into one message. Answers for each "
                            + "target")
    @Idempotent
    @PostMapping("/v1/messages/forward")
    @Refuses({ErrorCode.MESSAGE_GONE, ErrorCode.MEDIA_UNUSABLE, ErrorCode.TOO_LONG})
    @Rpc("messages.forward")
    ForwardAnswer forward(Caller caller, @RequestBody NewForward request) {
        return forwards.forward(caller.uid(), request);
    }

    @Operation(summary = "Read the messages that a combined message contains, in their order")
    @GetMapping(
            path = "/v1/conversations/{conversation}/messages/{seq}/combined",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "#/components/schemas/CombinedPage")))
    @Refuses(ErrorCode.MESSAGE_GONE)
    @Rpc("messages.combined")
    byte[] combined(
            Caller caller,
            @PathVariable Id conversation,
            @PathVariable long seq,
            @Parameter(schema = @Schema(type = "integer", format = "int32", minimum = "1")) @RequestParam @Nullable
                    Integer inside,
            @RequestParam @Nullable Integer after,
            @RequestParam @Nullable Integer limit) {
        return combined.page(caller.uid(), conversation, seq, new CombinedQuery(inside, after, limit));
    }
}
