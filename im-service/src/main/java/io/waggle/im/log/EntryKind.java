package io.waggle.im.log;

import io.waggle.im.conversation.Head;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import static io.waggle.im.log.EntryKind.Trait.COUNTS_AS_UNREAD;
import static io.waggle.im.log.EntryKind.Trait.FOLLOWS_ITS_MESSAGE;
import static io.waggle.im.log.EntryKind.Trait.IS_ERASABLE;
import static io.waggle.im.log.EntryKind.Trait.IS_PREVIEWED;
import static io.waggle.im.log.EntryKind.Trait.MAY_EXPIRE;
import static io.waggle.im.log.EntryKind.Trait.SKIPS_ITS_DEVICE;

/**
 * The kinds of entries and their behavior, in one table. Code and SQL ask this table and do not test for a kind by name.
 *
 * <p>{@link Announcer} defines who receives the entries of a kind and how they affect connections.
 */
public enum EntryKind {
    /** A message. */
    SAID(COUNTS_AS_UNREAD, IS_PREVIEWED, IS_ERASABLE, MAY_EXPIRE, SKIPS_ITS_DEVICE),
    /** A change of the group. */
    CHANGED(IS_PREVIEWED),
    /** A message was recalled. */
    RECALLED(FOLLOWS_ITS_MESSAGE),
    /** A message was edited. */
    EDITED(FOLLOWS_ITS_MESSAGE),
    /** A message was pinned or unpinned. */
    PINNED(FOLLOWS_ITS_MESSAGE);

    /** A trait of an entry kind. */
    public enum Trait {
        /** The entry is unread for every member except its sender, until the member has read up to it. */
        COUNTS_AS_UNREAD,
        /** The conversation list shows it as the conversation's last entry. */
        IS_PREVIEWED,
        /** The content can be erased; the entry keeps its number. */
        IS_ERASABLE,
        /** The sender may limit how long the entry is shown. */
        MAY_EXPIRE,
        /** The entry is not sent to the device that it came from. */
        SKIPS_ITS_DEVICE,
        /** A member who has deleted the message that it is about for themselves does not see the entry either. */
        FOLLOWS_ITS_MESSAGE
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

    /** The conversation's head after one more entry of this kind. */
    Head next(Head last, long now) {
        return last.next(has(COUNTS_AS_UNREAD), has(IS_PREVIEWED), now);
    }

    /** The kinds whose entries have the trait, for SQL. */
    static List<EntryKind> with(Trait trait) {
        return Arrays.stream(values()).filter(kind -> kind.has(trait)).toList();
    }
}
