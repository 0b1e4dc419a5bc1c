/** What happens now and must be felt now: envelopes to the brokers that hold a user's or a group's connections. */
@NullMarked
package io.waggle.im.live;

import org.jspecify.annotations.NullMarked;
