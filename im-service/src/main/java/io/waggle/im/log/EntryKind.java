package io.waggle.im.log;

import io.waggle.im.conversation.Head;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import static io.waggle.im.log.EntryKind.Trait.COUNTS_AS_UNREAD;
import static io.waggle.im.log.EntryKind.Trait.IS_ERASABLE;
import static io.waggle.im.log.EntryKind.Trait.IS_PREVIEWED;
import static io.waggle.im.log.EntryKind.Trait.MAY_EXPIRE;
import static io.waggle.im.log.EntryKind.Trait.SKIPS_ITS_DEVICE;

/**
 * The kinds of entries, and how entries of each kind behave: the one table. Code and SQL ask it; neither knows a kind by name.
 *
 * <p>{@link Announcer} says who is told of a kind, and what it does to connections.
 */
public enum EntryKind {
    /** Somebody said something. */
    SAID(COUNTS_AS_UNREAD, IS_PREVIEWED, IS_ERASABLE, MAY_EXPIRE, SKIPS_ITS_DEVICE),
    /** Something changed in the group. */
    CHANGED(IS_PREVIEWED);

    /** What an entry may do. */
    public enum Trait {
        /** It is unread for every member but its sender until the member has read up to it. */
        COUNTS_AS_UNREAD,
        /** The conversation list shows it as the conversation's last entry. */
        IS_PREVIEWED,
        /** Its content can be erased; the entry keeps its number. */
        IS_ERASABLE,
        /** Its sender may limit how long it is shown. */
        MAY_EXPIRE,
        /** The device that sent it is not sent it. */
        SKIPS_ITS_DEVICE
    }

    // Set.of is immutable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Trait> traits;

    EntryKind(Trait... traits) {
        this.traits = Set.of(traits);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The conversation's newest entry, once one of this kind follows. */
    Head next(Head last, long now) {
        return last.next(has(COUNTS_AS_UNREAD), has(IS_PREVIEWED), now);
    }

    /** The kinds whose entries have the trait, for SQL. */
    static List<EntryKind> with(Trait trait) {
        return Arrays.stream(values()).filter(kind -> kind.has(trait)).toList();
    }
}
