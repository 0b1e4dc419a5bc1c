package io.waggle.im.log;

import io.waggle.protocol.Id;

/** The messages of a thread that are erased in one commit. */
record ThreadLoss(Id conversationId, long rootSeq, int count) {}
