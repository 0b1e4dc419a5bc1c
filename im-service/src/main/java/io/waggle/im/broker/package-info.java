/** The brokers' edge: one server for all that features answer brokers on the fabric, and one way for it to go wrong. */
@NullMarked
package io.waggle.im.broker;

import org.jspecify.annotations.NullMarked;
