package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to an entry since it was written. An entry to which nothing has happened has none.
 *
 * @param version the number of the amendment in its conversation: the latest amendment has the highest
 * @param recalledBy the user who recalled the message, at {@code recalledAt}; null: it was not recalled
 * @param editedAt the time of the last edit; null: it was not edited
 */
record Amendment(
        long version,
        @Nullable Id recalledBy,
        @Nullable Long recalledAt,
        @Nullable Long editedAt) {}
