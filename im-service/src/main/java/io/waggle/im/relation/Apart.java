package io.waggle.im.relation;

import io.waggle.protocol.Id;

import java.util.Set;

/** Of some users, who has blocked whom. */
public record Apart(Set<Block> blocks) {

    /** Whether one of the two has blocked the other. */
    public boolean are(Id one, Id other) {
        return blocks.contains(new Block(one, other)) || blocks.contains(new Block(other, one));
    }

    public boolean isNobody() {
        return blocks.isEmpty();
    }

    /** One side of it. */
    record Block(Id uid, Id blockedUid) {}
}
