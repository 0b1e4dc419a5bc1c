/**
 * Friends: friend requests, and the friend list of each user, which clients download by version.
 *
 * <p>Owns the tables {@code friend_request}, {@code friendship} and {@code former_friendship}. The queries for other features
 * also read {@code user_block}.
 */
@NullMarked
package io.waggle.im.friend;

import org.jspecify.annotations.NullMarked;
