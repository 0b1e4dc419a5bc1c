/**
 * Joining a group as its join policy allows: at once, or by a request that an admin answers.
 *
 * <p>Owns the table {@code group_join_request}.
 */
@NullMarked
@ApplicationModule
package io.waggle.im.group.join;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
