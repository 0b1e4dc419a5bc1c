package io.waggle.im.conversation;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as it stands in one member's list.
 *
 * @param peerUid the other one of a pair; null for a group
 * @param activeAt when its newest entry was committed, or it was made
 */
public record Listed(Id id, @Nullable Id peerUid, long lastSeq, long activeAt, long readSeq, long joinedSeq) {}
