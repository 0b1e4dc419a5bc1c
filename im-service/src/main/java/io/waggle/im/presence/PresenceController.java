package io.waggle.im.presence;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

@RestController
@Tag(name = "presence")
class PresenceController {

    private final Watching watching;
    private final StatusService statuses;

    PresenceController(Watching watching, StatusService statuses) {
        this.watching = watching;
        this.statuses = statuses;
    }

    @Operation(summary = "Get the presence of users; users whom the caller may not see are left out")
    @Rpc("presence.get")
    @GetMapping("/v1/presence")
    Page<UserPresence> get(
            Caller caller,
            @Parameter(
                            explode = Explode.FALSE,
                            array =
                                    @ArraySchema(
                                            minItems = 1,
                                            maxItems = Page.LIMIT_MAX,
                                            schema = @Schema(implementation = Id.class)))
                    @RequestParam
                    Id[] uids) {
        if (uids.length == 0 || uids.length > Page.LIMIT_MAX) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "uids has " + uids.length + " elements; give 1 to " + Page.LIMIT_MAX);
        }
        return Page.whole(watching.see(caller.uid(), List.of(uids)));
    }

    @Operation(summary = "Get the status text of the caller, and whether they are invisible")
    @Rpc("me.status.get")
    @GetMapping("/v1/me/status")
    MyStatus status(Caller caller) {
        return statuses.get(caller);
    }

    @Operation(
            summary = "Set the status text of the caller, and whether they are invisible; an omitted member is reset")
    @Rpc("me.status")
    @PutMapping("/v1/me/status")
    MyStatus setStatus(Caller caller, @RequestBody NewStatus status) {
        return statuses.set(caller, status);
    }
}
