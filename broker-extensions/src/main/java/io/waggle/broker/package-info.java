/** The extension that turns a HiveMQ node into a Waggle node; {@link io.waggle.broker.WaggleExtension} wires it. */
@NullMarked
package io.waggle.broker;

import org.jspecify.annotations.NullMarked;
