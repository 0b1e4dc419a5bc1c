/**
 * Invite codes, with which users join a group whatever its join policy is.
 *
 * <p>Owns the table {@code group_invite}.
 */
@NullMarked
@ApplicationModule
package io.waggle.im.group.invite;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
