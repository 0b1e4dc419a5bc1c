/** The conversation list of a user: each conversation with its last entry, unread count and settings. Owns no table. */
@NullMarked
package io.waggle.im.inbox;

import org.jspecify.annotations.NullMarked;
