/**
 * The wire contract in Java: topics, ids, the error registry, and the JSON form of the messages in {@code waggle/v1/wire.proto}.
 *
 * <p>Everything here is a value or a pure function, safe on any thread.
 */
@NullMarked
package io.waggle.protocol;

import org.jspecify.annotations.NullMarked;
