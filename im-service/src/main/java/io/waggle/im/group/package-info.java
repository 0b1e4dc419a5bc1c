/**
 * Groups: a conversation of many members, with a name, an owner and rules.
 *
 * <p>{@link GroupChanges} makes every change of a group in the group's lane, in one transaction with its log entries. The table
 * {@link GroupPermission} defines who may make a change. {@link MemberAdder} and {@link MemberRemover} are the only ways in and
 * out. The nested modules {@code member}, {@code invite} and {@code join} use them, and listen to the events of their changes. Other
 * features use {@link Groups}, and may listen to {@link MemberRemoved} and {@link GroupDissolved}.
 *
 * <p>Owns the tables {@code chat_group}, {@code group_announcement} and {@code group_departure}.
 */
@NullMarked
package io.waggle.im.group;

import org.jspecify.annotations.NullMarked;
