package io.waggle.im.block;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.Set;

/** Blocks, for other features. */
@Service
public class BlockLists {

    private final BlockMapper mapper;

    BlockLists(BlockMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Returns the blocks between {@code uids} and {@code others} in both directions, in one query. Pass some hundreds at most.
     */
    public Blocks between(Collection<Id> uids, Collection<Id> others) {
        return new Blocks(uids.isEmpty() || others.isEmpty() ? Set.of() : mapper.findBetween(uids, others));
    }
}
