/** Common parts of several modules' tests. Nothing here is part of the product. */
@NullMarked
package io.waggle.parts;

import org.jspecify.annotations.NullMarked;
