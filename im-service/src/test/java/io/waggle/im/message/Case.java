package io.waggle.im.message;

import java.util.ArrayList;
import java.util.List;

/** What may be between one who sends and one who would receive, and how both stand: a row of the table, without its outcome. */
record Case(Standing sender, Standing recipient, Block block, Audience audience, Friends friends, boolean group) {

    enum Standing {
        ACTIVE,
        BANNED,
        DEACTIVATED
    }

    enum Block {
        NONE,
        BY_SENDER,
        BY_RECIPIENT,
        BOTH
    }

    enum Audience {
        DEFAULT,
        EVERYONE,
        FRIENDS,
        NOBODY
    }

    /** Who of the two counts the other among its friends. */
    enum Friends {
        NONE,
        BOTH,
        SENDER_COUNTS,
        RECIPIENT_COUNTS
    }

    boolean senderBlocks() {
        return block == Block.BY_SENDER || block == Block.BOTH;
    }

    boolean recipientBlocks() {
        return block == Block.BY_RECIPIENT || block == Block.BOTH;
    }

    boolean senderCounts() {
        return friends == Friends.SENDER_COUNTS || friends == Friends.BOTH;
    }

    boolean recipientCounts() {
        return friends == Friends.RECIPIENT_COUNTS || friends == Friends.BOTH;
    }

    /** Every combination there is. */
    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (Standing sender : Standing.values()) {
            for (Standing recipient : Standing.values()) {
                for (Block block : Block.values()) {
                    for (Audience audience : Audience.values()) {
                        for (Friends friends : Friends.values()) {
                            cases.add(new Case(sender, recipient, block, audience, friends, false));
                            cases.add(new Case(sender, recipient, block, audience, friends, true));
                        }
                    }
                }
            }
        }
        return cases;
    }
}
