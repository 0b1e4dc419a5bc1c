package io.waggle.im.relation;

import io.waggle.protocol.Id;

import java.util.Set;

/** The blocks among some users. */
public record Apart(Set<Block> blocks) {

    /** Returns whether one of the two has blocked the other. */
    public boolean are(Id one, Id other) {
        return blocks.contains(new Block(one, other)) || blocks.contains(new Block(other, one));
    }

    public boolean isNobody() {
        return blocks.isEmpty();
    }

    /** One user's block of another. */
    record Block(Id uid, Id blockedUid) {}
}
