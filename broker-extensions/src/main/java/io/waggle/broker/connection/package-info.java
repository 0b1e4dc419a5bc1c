/** The devices connected to this node, from CONNECT to the end of the connection. */
@NullMarked
package io.waggle.broker.connection;

import org.jspecify.annotations.NullMarked;
