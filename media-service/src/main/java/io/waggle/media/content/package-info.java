/**
 * The stored media: {@code media}, each of which belongs to its uploader, and {@code media_content}, which several media may
 * share.
 */
@NullMarked
package io.waggle.media.content;

import org.jspecify.annotations.NullMarked;
