package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;

/** The identity of an entry for its sender: two requests with the same key are the same entry. */
record EntryKey(Id conversationId, Id senderUid, ByteString clientId) {}
