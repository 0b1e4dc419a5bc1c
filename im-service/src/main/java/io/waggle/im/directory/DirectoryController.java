package io.waggle.im.directory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.account.Profile;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Limit;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "users")
class DirectoryController {

    private final Directory directory;

    DirectoryController(Directory directory) {
        this.directory = directory;
    }

    @Operation(summary = "Get a user")
    @Rpc("users.get")
    @GetMapping("/v1/users/{uid}")
    Profile get(Caller caller, @PathVariable Id uid) {
        return directory.get(caller, uid);
    }

    @Operation(summary = "Find users by the beginning of their username, or by phone")
    @Rpc("users.find")
    @GetMapping("/v1/users")
    Found find(
            Caller caller,
            @Parameter(schema = @Schema(type = "string", pattern = "^[A-Za-z][A-Za-z0-9._-]{2,31}$"))
                    @RequestParam
                    @Nullable
                    String username,
            @RequestParam @Nullable String phone,
            @RequestParam @Nullable String cursor,
            @Limit(max = Directory.LIMIT_MAX, standard = Directory.LIMIT_MAX) @RequestParam @Nullable Integer limit) {
        return directory.find(caller, username, phone, cursor, limit);
    }
}
