package io.waggle.im.audit;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;

/**
 * The copy of a recalled message.
 *
 * @param sealed a {@code waggle.stored.v1.RecalledContents}, encrypted
 * @param keptUntil the time at which the copy is deleted
 */
record RecalledCopyRow(Id conversationId, long seq, ByteString sealed, long keptUntil) {}
