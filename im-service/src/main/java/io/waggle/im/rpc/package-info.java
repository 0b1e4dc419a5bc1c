/** The operations of HTTP over MQTT: {@code rpc/{method}}. */
@NullMarked
package io.waggle.im.rpc;

import org.jspecify.annotations.NullMarked;
