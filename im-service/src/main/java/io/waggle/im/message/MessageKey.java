package io.waggle.im.message;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;

/** What makes two requests the same message. */
record MessageKey(Id senderUid, ByteString clientId) {}
