package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;

/** What makes two requests the same message. */
record MessageKey(Id senderUid, ByteString clientId) {}
