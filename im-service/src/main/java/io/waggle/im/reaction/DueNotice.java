package io.waggle.im.reaction;

import io.waggle.im.log.EntryRef;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * A message whose reactions have changed, so that its members are due to be notified.
 *
 * @param latest the latest new reaction; null if reactions were only removed
 */
record DueNotice(EntryRef message, @Nullable Added latest) {

    record Added(Id uid, String emoji) {}
}
