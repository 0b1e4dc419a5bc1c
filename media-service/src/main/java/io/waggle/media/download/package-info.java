/** Downloads: decides which users may see which media. */
@NullMarked
package io.waggle.media.download;

import org.jspecify.annotations.NullMarked;
