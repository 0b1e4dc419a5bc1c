/**
 * media-service: uploads directly to an S3 store, protected against abuse, and downloads for users who are allowed to see the
 * media. It shares ids and signed tokens with im-service and calls it over the fabric; they share no table.
 */
@NullMarked
package io.waggle.media;

import org.jspecify.annotations.NullMarked;
