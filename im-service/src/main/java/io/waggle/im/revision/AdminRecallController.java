package io.waggle.im.revision;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.http.ForAdministrators;
import io.waggle.protocol.Id;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForAdministrators
@Tag(name = "administration")
class AdminRecallController {

    private final Recalls recalls;

    AdminRecallController(Recalls recalls) {
        this.recalls = recalls;
    }

    @Operation(summary = "Recall any message in the name of the system")
    @PostMapping("/v1/admin/conversations/{conversation}/messages/{seq}/recall")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Rpc("admin.recall")
    void recall(@PathVariable Id conversation, @PathVariable long seq) {
        recalls.recallAsSystem(conversation, seq);
    }
}
