/** Uploads from the ticket to the finished media. Owns {@code media_quota}. */
@NullMarked
package io.waggle.media.upload;

import org.jspecify.annotations.NullMarked;
