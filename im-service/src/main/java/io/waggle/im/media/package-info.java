/**
 * What this service and media-service ask each other over the fabric: may this user send these media; may this one see them;
 * which of them are shown anywhere.
 */
@NullMarked
package io.waggle.im.media;

import org.jspecify.annotations.NullMarked;
