/** The database access that features share. */
@NullMarked
package io.waggle.im.database;

import org.jspecify.annotations.NullMarked;
