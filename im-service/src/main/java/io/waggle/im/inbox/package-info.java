/** A user's list of conversations: where each stands, what was said last, what is unread. Owns no table. */
@NullMarked
package io.waggle.im.inbox;

import org.jspecify.annotations.NullMarked;
