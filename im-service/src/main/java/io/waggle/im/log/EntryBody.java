package io.waggle.im.log;

import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Edit;
import io.waggle.protocol.v1.Pin;
import io.waggle.protocol.v1.Recall;
import org.jspecify.annotations.Nullable;

/**
 * The content of an entry, with one subtype per {@link EntryKind}. The kind defines how its entries behave.
 *
 * <p>Both are stored as {@code waggle.v1.Content}, which is also how clients receive them.
 */
public sealed interface EntryBody {

    EntryKind kind();

    /** The content as it is stored. */
    Content content();

    /** The earlier entry that this one is about; null if there is none. */
    default @Nullable About about() {
        return null;
    }

    /**
     * A message.
     *
     * @param about the message that it replies to; null if it is not a reply
     */
    record Said(Content content, @Nullable About about) implements EntryBody {

        /** A message that is not a reply. */
        public Said(Content content) {
            this(content, null);
        }

        @Override
        public EntryKind kind() {
            return EntryKind.SAID;
        }
    }

    /** A change of the group. */
    record Changed(Change change) implements EntryBody {

        @Override
        public EntryKind kind() {
            return EntryKind.CHANGED;
        }

        @Override
        public Content content() {
            return Content.newBuilder().setChange(change).build();
        }
    }

    /** The message that it is about was recalled. */
    record Recalled(About about) implements EntryBody {

        @Override
        public EntryKind kind() {
            return EntryKind.RECALLED;
        }

        @Override
        public Content content() {
            return Content.newBuilder()
                    .setRecall(Recall.newBuilder().setSeq(about.seq()))
                    .build();
        }
    }

    /**
     * The message that it is about was edited. The new text is not stored here: whoever reads the entry gets what the message
     * contains at that time, which may have been edited again, or recalled.
     */
    record Edited(About about) implements EntryBody {

        @Override
        public EntryKind kind() {
            return EntryKind.EDITED;
        }

        @Override
        public Content content() {
            return Content.newBuilder()
                    .setEdit(Edit.newBuilder().setSeq(about.seq()))
                    .build();
        }
    }

    /**
     * The message that it is about was pinned for all members.
     *
     * @param removed whether it was unpinned instead
     */
    record Pinned(About about, boolean removed) implements EntryBody {

        @Override
        public EntryKind kind() {
            return EntryKind.PINNED;
        }

        @Override
        public Content content() {
            return Content.newBuilder()
                    .setPin(Pin.newBuilder().setSeq(about.seq()).setRemoved(removed))
                    .build();
        }
    }

    /**
     * The body of a stored entry. Content that was erased is empty.
     *
     * @param about the earlier entry that it is about; null if there is none
     */
    static EntryBody of(EntryKind kind, Content content, @Nullable About about) {
        return switch (kind) {
            case SAID -> new Said(content, about);
            case CHANGED -> new Changed(content.getChange());
            case RECALLED -> new Recalled(required(about));
            case EDITED -> new Edited(required(about));
            case PINNED -> new Pinned(required(about), content.getPin().getRemoved());
        };
    }

    private static About required(@Nullable About about) {
        if (about == null) {
            throw new IllegalArgumentException("an entry that is about another one names none");
        }
        return about;
    }
}
