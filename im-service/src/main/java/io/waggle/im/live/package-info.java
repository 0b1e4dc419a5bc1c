/** The sending side of live events: publishes envelopes to the brokers that hold the connections of a user or a group. */
@NullMarked
package io.waggle.im.live;

import org.jspecify.annotations.NullMarked;
