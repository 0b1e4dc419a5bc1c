/** Who is asking: a user on one of its devices, by an access token that im-service has signed and still stands by. */
@NullMarked
package io.waggle.media.access;

import org.jspecify.annotations.NullMarked;
