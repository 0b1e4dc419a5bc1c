/**
 * The devices connected to this node, from CONNECT to the end of the connection, and the rules for their SUBSCRIBEs.
 *
 * <p>Uses {@code gate} and {@code intake}.
 */
@NullMarked
package io.waggle.broker.connection;

import org.jspecify.annotations.NullMarked;
