/**
 * Authentication: a caller is a user on one of their devices, with an access token that im-service has signed and still
 * accepts.
 */
@NullMarked
package io.waggle.media.access;

import org.jspecify.annotations.NullMarked;
