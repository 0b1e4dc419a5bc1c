/**
 * Groups: a name, an owner and rules over a conversation of many.
 *
 * <p>Every change of a group is made in the group's turn ({@link GroupChanges}), in one transaction with what its log says of it,
 * and asks who may do it in one table, {@link GroupPermission}. {@link Entrance} is the one way in, {@link Exit} the ways out.
 *
 * <p>Owns the tables {@code chat_group}, {@code group_announcement}, {@code group_ban}, {@code group_departure}, {@code group_invite}
 * and {@code group_join_request}.
 */
@NullMarked
package io.waggle.im.group;

import org.jspecify.annotations.NullMarked;
