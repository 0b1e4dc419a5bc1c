package io.waggle.media.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.kit.http.Check;
import io.waggle.kit.http.ForAdministrators;
import io.waggle.kit.http.Page;
import io.waggle.media.access.Caller;
import io.waggle.media.content.ContentRow;
import io.waggle.media.content.Library;
import io.waggle.media.content.Moderation;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.HexFormat;

@RestController
@ForAdministrators
@Tag(name = "Moderation")
class ModerationController {

    private static final int REASON_LENGTH = 200;

    private final Library library;
    private final Verdicts verdicts;

    ModerationController(Library library, Verdicts verdicts) {
        this.library = library;
        this.verdicts = verdicts;
    }

    @Operation(
            operationId = "listModeration",
            summary = "List contents in a moderation state, oldest first; held contents wait for a verdict")
    @GetMapping("/v1/media/moderation")
    Page<Case> queue(
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"checking", "passed", "held", "blocked"},
                                            defaultValue = "held"))
                    @RequestParam(required = false)
                    @Nullable
                    String state,
            @RequestParam(required = false) @Nullable Id cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int count = Page.limit(limit);
        Id after = cursor == null ? new Id(0) : cursor;
        return Page.of(library.in(stateOf(state), after, count + 1), count, ContentRow::id)
                .map(this::show);
    }

    @Operation(operationId = "judge", summary = "Decide whether a content may be shown")
    @PostMapping("/v1/media/moderation/{content}")
    Case judge(Caller caller, @PathVariable Id content, @RequestBody NewVerdict verdict) {
        ContentRow row = find(content);
        Verdict checked = Check.oneOf("verdict", verdict.verdict(), Verdict.class);
        verdicts.pronounce(row, checked, reason(verdict.reason()), caller.uid());
        return show(find(content));
    }

    @Operation(operationId = "blockContent", summary = "Block a content by its SHA-256, even if it was never uploaded")
    @PutMapping("/v1/media/blocks/{sha256}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void block(
            Caller caller,
            @Parameter(schema = @Schema(type = "string", pattern = "^[0-9a-fA-F]{64}$")) @PathVariable String sha256,
            @RequestBody(required = false) @Nullable NewBlock block) {
        verdicts.block(parse(sha256), reason(block == null ? null : block.reason()), caller.uid());
    }

    @Operation(operationId = "unblockContent", summary = "Unblock a content")
    @DeleteMapping("/v1/media/blocks/{sha256}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblock(
            @Parameter(schema = @Schema(type = "string", pattern = "^[0-9a-fA-F]{64}$")) @PathVariable String sha256) {
        verdicts.unblock(parse(sha256));
    }

    private Case show(ContentRow content) {
        return Case.of(content, library.anyOf(content.id()));
    }

    private ContentRow find(Id content) {
        ContentRow row = library.content(content);
        if (row == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return row;
    }

    private static Moderation stateOf(@Nullable String name) {
        return switch (name) {
            case null -> Moderation.HELD;
            case "checking" -> Moderation.CHECKING;
            case "passed" -> Moderation.PASSED;
            case "held" -> Moderation.HELD;
            case "blocked" -> Moderation.BLOCKED;
            default -> throw new Refused(ErrorCode.INVALID_REQUEST, "state must be checking, passed, held or blocked");
        };
    }

    private static String reason(@Nullable String given) {
        String reason = Check.optionalLine("reason", given, REASON_LENGTH);
        return reason == null ? "" : reason;
    }

    private static byte[] parse(String sha256) {
        if (!sha256.matches("[0-9a-fA-F]{64}")) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "sha256 must be 64 hexadecimal digits");
        }
        return HexFormat.of().parseHex(sha256);
    }
}
