/** The same operations as over HTTP, asked over MQTT: {@code rpc/{method}}. */
@NullMarked
package io.waggle.im.rpc;

import org.jspecify.annotations.NullMarked;
