/** Proxies between a client and the server, which break connections, delay and lose data, or stall. */
@NullMarked
package io.waggle.system.network;

import org.jspecify.annotations.NullMarked;
