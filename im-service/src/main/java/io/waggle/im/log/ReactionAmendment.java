package io.waggle.im.log;

import io.waggle.protocol.v1.Reactions;

/** The new counts of the reactions to a message, with the version of the message from now on. */
record ReactionAmendment(EntryRef message, long version, Reactions reactions) {}
