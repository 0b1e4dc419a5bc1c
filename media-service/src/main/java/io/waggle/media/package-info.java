/**
 * media-service: uploads straight to an S3 store that cannot be abused, and downloads from it for those who may. It shares ids
 * and signed tokens with im-service, and asks it over the fabric; no table.
 */
@NullMarked
package io.waggle.media;

import org.jspecify.annotations.NullMarked;
