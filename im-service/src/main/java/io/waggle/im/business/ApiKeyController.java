package io.waggle.im.business;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.http.ForAdministrators;
import io.waggle.kit.http.Page;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.Id;
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

@RestController
@ForAdministrators
@Tag(name = "administration")
class ApiKeyController {

    private final ApiKeys keys;

    ApiKeyController(ApiKeys keys) {
        this.keys = keys;
    }

    @Idempotent
    @Operation(summary = "Create an API key for a business system; it is shown only in this answer")
    @Rpc("admin.keys.create")
    @PostMapping("/v1/admin/api-keys")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedApiKey create(@RequestBody NewApiKey key) {
        return keys.create(key);
    }

    @Operation(summary = "List the API keys, without their secrets")
    @Rpc("admin.keys.list")
    @GetMapping("/v1/admin/api-keys")
    Page<ApiKey> list(@RequestParam @Nullable Id cursor, @RequestParam @Nullable Integer limit) {
        return keys.list(cursor, limit);
    }

    @Operation(summary = "Revoke an API key")
    @Rpc("admin.keys.revoke")
    @DeleteMapping("/v1/admin/api-keys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable Id id) {
        keys.revoke(id);
    }
}
