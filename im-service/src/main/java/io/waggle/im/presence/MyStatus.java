package io.waggle.im.presence;

import org.jspecify.annotations.Nullable;

/**
 * A user's own settings of their presence.
 *
 * @param text the status text that others see while the user is online; null if there is none
 * @param invisible whether the user is always shown as offline
 */
record MyStatus(@Nullable String text, boolean invisible) {}
