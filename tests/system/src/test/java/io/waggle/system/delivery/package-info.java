/** Tests that a device gets everything that it missed, once and in order. */
@NullMarked
package io.waggle.system.delivery;

import org.jspecify.annotations.NullMarked;
