/** Moderation: automatic checks, verdicts by moderators, and blocked contents. Owns {@code media_block}. */
@NullMarked
package io.waggle.media.moderation;

import org.jspecify.annotations.NullMarked;
