/** What nobody needs any more goes. */
@NullMarked
package io.waggle.media.sweep;

import org.jspecify.annotations.NullMarked;
