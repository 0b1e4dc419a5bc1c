/** The S3 store: keys, signed addresses, what must be set up in it. */
@NullMarked
package io.waggle.media.store;

import org.jspecify.annotations.NullMarked;
