package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;

/** A listener that is notified of every entry after it is committed. */
interface CommitListener {

    /**
     * Handles a committed entry. Called in the order of the conversation's entries, on its lane's thread: it must not block.
     *
     * @param again whether this may be a repetition, because a process died or a commit was in doubt
     */
    void onCommitted(Conversation conversation, EntryRow entry, boolean again);
}
