package io.waggle.im.log;

/** What an entry of a conversation's log is. */
enum EntryKind {
    /** Somebody said something; until it is read it counts as unread. */
    MESSAGE,
    /** Something has changed in the group. */
    CHANGE
}
