/** What the tests of several modules share. Nothing here is part of the product. */
@NullMarked
package io.waggle.parts;

import org.jspecify.annotations.NullMarked;
