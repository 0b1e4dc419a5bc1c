package io.waggle.im.block;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.relation.RelatedUser;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "blocks")
class BlockController {

    private final BlockService blocks;

    BlockController(BlockService blocks) {
        this.blocks = blocks;
    }

    @Operation(summary = "Block a user; they are not notified")
    @Rpc("blocks.add")
    @PutMapping("/v1/blocks/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void add(Caller caller, @PathVariable Id uid) {
        blocks.add(caller, uid);
    }

    @Operation(summary = "Unblock a user")
    @Rpc("blocks.remove")
    @DeleteMapping("/v1/blocks/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable Id uid) {
        blocks.remove(caller, uid);
    }

    @Operation(summary = "List the users whom the caller blocks")
    @Rpc("blocks.list")
    @GetMapping("/v1/blocks")
    Page<RelatedUser> list(Caller caller, @RequestParam @Nullable Id cursor, @RequestParam @Nullable Integer limit) {
        return blocks.list(caller, cursor, limit);
    }
}
