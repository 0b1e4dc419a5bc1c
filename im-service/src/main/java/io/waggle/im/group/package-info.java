/**
 * Groups: a name and an owner over a conversation of many.
 *
 * <p>Owns the table {@code chat_group}.
 */
@NullMarked
package io.waggle.im.group;

import org.jspecify.annotations.NullMarked;
