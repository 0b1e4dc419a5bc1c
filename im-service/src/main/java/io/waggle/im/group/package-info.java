/**
 * Groups: a conversation of many members, with a name, an owner and rules.
 *
 * <p>{@link GroupChanges} makes every change of a group in the group's lane, in one transaction with its log entries. The table
 * {@link GroupPermission} defines who may make a change. {@link Entrance} is the only way in; {@link Exit} has the ways out.
 *
 * <p>Owns the tables {@code chat_group}, {@code group_announcement}, {@code group_ban}, {@code group_departure},
 * {@code group_invite} and {@code group_join_request}.
 */
@NullMarked
package io.waggle.im.group;

import org.jspecify.annotations.NullMarked;
