/**
 * The members of groups: listing, adding and removing them, their roles, muting, and bans.
 *
 * <p>Owns the table {@code group_ban}.
 */
@NullMarked
@ApplicationModule
package io.waggle.im.group.member;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
