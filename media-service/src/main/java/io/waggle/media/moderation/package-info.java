/** What may be shown at all: checks, a person's verdicts, and contents that are blocked. Owns {@code media_block}. */
@NullMarked
package io.waggle.media.moderation;

import org.jspecify.annotations.NullMarked;
