/** What makes a HiveMQ node a Waggle node; {@link io.waggle.broker.WaggleExtension} wires it. */
@NullMarked
package io.waggle.broker;

import org.jspecify.annotations.NullMarked;
