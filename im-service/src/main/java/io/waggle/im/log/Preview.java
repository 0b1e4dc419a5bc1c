package io.waggle.im.log;

import io.waggle.protocol.Id;

/**
 * Where to look for the entry that a conversation list shows.
 *
 * @param seq the newest entry that lists show; 0 if there is none
 * @param floor the reader sees only the entries after this one
 */
record Preview(Id conversationId, long seq, long floor) {}
