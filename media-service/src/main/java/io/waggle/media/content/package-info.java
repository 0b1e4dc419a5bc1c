/** What there is: {@code media}, of which each belongs to who uploaded it, and {@code media_content}, which several of them may share. */
@NullMarked
package io.waggle.media.content;

import org.jspecify.annotations.NullMarked;
