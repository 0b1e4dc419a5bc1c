package io.waggle.im.presence;

import org.jspecify.annotations.Nullable;

/**
 * How a user wants to be seen.
 *
 * @param text what it says of itself while it is online; null: nothing
 * @param invisible whether it looks offline, whatever it does
 */
record MyStatus(@Nullable String text, boolean invisible) {}
