package io.waggle.im.log;

import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Content;

/**
 * The content of an entry, with one subtype per {@link EntryKind}. The kind defines how its entries behave.
 *
 * <p>Both are stored as {@code waggle.v1.Content}, which is also how clients receive them.
 */
public sealed interface EntryBody {

    EntryKind kind();

    Content content();

    /** A message. */
    record Said(Content content) implements EntryBody {

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

    /** The body of a stored entry. Content that was erased is empty. */
    static EntryBody of(EntryKind kind, Content content) {
        return switch (kind) {
            case SAID -> new Said(content);
            case CHANGED -> new Changed(content.getChange());
        };
    }
}
