package io.waggle.im.business;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.account.Accounts;
import io.waggle.im.caller.Business;
import io.waggle.im.log.Committed;
import io.waggle.im.log.Draft;
import io.waggle.im.message.Posting;
import io.waggle.im.message.RefusesMessages;
import io.waggle.kit.idempotency.Idempotent;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "business systems")
class BusinessMessageController {

    private final Posting posting;

    BusinessMessageController(Posting posting) {
        this.posting = posting;
    }

    @Idempotent
    @Operation(
            operationId = "sendSystemMessage",
            summary = "Send a message in the product's name, to any user or group")
    @PostMapping(path = "/v1/server/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @RefusesMessages
    Committed send(
            Business business,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(ref = "#/components/schemas/NewMessage")))
                    @RequestBody
                    byte[] body) {
        return posting.post(Accounts.SYSTEM, Draft.NO_DEVICE, body);
    }
}
