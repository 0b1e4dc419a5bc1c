package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;

/** The port behind the commit: a listener is told of every entry once it is in the database. */
interface CommitListener {

    /**
     * Called with a conversation's entries in their order, on its lane's thread: it must not block.
     *
     * @param again whether a process that died, or an unknown commit, may have told of the entry before
     */
    void onCommitted(Conversation conversation, EntryRow entry, boolean again);
}
