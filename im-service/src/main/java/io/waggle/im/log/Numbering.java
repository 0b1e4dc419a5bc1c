package io.waggle.im.log;

import io.waggle.im.conversation.Head;

/** Gives drafts of one conversation the next numbers, one after another. */
final class Numbering {

    private Head head;
    private final long now;

    /** @param head the conversation's newest entry */
    Numbering(Head head, long now) {
        this.head = head;
        this.now = now;
    }

    EntryRow next(Draft draft) {
        head = draft.body().kind().next(head, now);
        return draft.at(head);
    }

    /** The newest entry from now on. */
    Head head() {
        return head;
    }
}
