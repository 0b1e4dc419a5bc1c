package io.waggle.im.block;

import io.waggle.protocol.Id;

import java.util.Set;

/** The blocks among some users. */
public record Blocks(Set<Block> blocks) {

    /** Returns whether one of the two has blocked the other. */
    public boolean separate(Id one, Id other) {
        return blocks.contains(new Block(one, other)) || blocks.contains(new Block(other, one));
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** One user's block of another. */
    record Block(Id uid, Id blockedUid) {}
}
