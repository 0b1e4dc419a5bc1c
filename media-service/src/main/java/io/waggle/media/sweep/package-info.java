/** Removes media, contents and objects that are no longer needed. */
@NullMarked
package io.waggle.media.sweep;

import org.jspecify.annotations.NullMarked;
