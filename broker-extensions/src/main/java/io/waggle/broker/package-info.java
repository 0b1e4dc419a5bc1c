/**
 * The extension that turns a HiveMQ node into a Waggle node. {@link io.waggle.broker.WaggleExtension} wires it, and
 * {@link io.waggle.broker.ConnectionPipeline} lists the interceptors of a connection in their order.
 *
 * <p>Uses all packages below it; none of them uses this one. Those arrows form no cycle, and {@code HouseRulesTest} holds the
 * list of them.
 */
@NullMarked
package io.waggle.broker;

import org.jspecify.annotations.NullMarked;
