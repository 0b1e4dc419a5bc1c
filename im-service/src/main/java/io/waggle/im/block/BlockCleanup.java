package io.waggle.im.block;

import io.waggle.im.relation.RelationCleanup;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

/** Removes the blocks by a user and the blocks of them. */
@Component
class BlockCleanup implements RelationCleanup {

    private final BlockMapper blocks;

    BlockCleanup(BlockMapper blocks) {
        this.blocks = blocks;
    }

    @Override
    public boolean removeSome(Id uid, int limit) {
        return blocks.deleteSome(uid, limit) > 0 || blocks.deleteSomeAgainst(uid, limit) > 0;
    }
}
