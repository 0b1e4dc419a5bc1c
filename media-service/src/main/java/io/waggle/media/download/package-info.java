/** Who is shown what. */
@NullMarked
package io.waggle.media.download;

import org.jspecify.annotations.NullMarked;
