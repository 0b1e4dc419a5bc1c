/**
 * Relations between users: friend requests, friends, blocks, follows, and the relations that business systems record.
 * {@link Relations} answers other features. {@link Circles} puts changes in order.
 *
 * <p>Owns the tables {@code friend_request}, {@code circle}, {@code departure}, {@code friendship}, {@code former_friendship},
 * {@code user_block}, {@code follow}, {@code relation_type} and {@code relation}.
 */
@NullMarked
package io.waggle.im.relation;

import org.jspecify.annotations.NullMarked;
