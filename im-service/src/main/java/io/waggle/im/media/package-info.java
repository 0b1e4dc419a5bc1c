/**
 * The requests between this service and media-service over the fabric: whether a user may send media, whether a user may read
 * them, and which media are shown in any message.
 */
@NullMarked
package io.waggle.im.media;

import org.jspecify.annotations.NullMarked;
