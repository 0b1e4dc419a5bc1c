/** Tests of who may connect, publish and subscribe, and of when a connection is ended. */
@NullMarked
package io.waggle.system.access;

import org.jspecify.annotations.NullMarked;
