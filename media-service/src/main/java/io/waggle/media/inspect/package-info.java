/** Inspection of stored bytes: detects what they are and creates derived files. Decoding runs in a separate process. */
@NullMarked
package io.waggle.media.inspect;

import org.jspecify.annotations.NullMarked;
