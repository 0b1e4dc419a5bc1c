/**
 * What users are to each other: who asked whom to be friends, and who is.
 *
 * <p>Owns the tables {@code friend_request} and {@code friendship}.
 */
@NullMarked
package io.waggle.im.relation;

import org.jspecify.annotations.NullMarked;
