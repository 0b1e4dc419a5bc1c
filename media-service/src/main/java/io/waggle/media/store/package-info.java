/** The S3 store: its keys, signed addresses, and set-up. */
@NullMarked
package io.waggle.media.store;

import org.jspecify.annotations.NullMarked;
