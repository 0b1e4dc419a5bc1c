/** What features share in reaching the database. */
@NullMarked
package io.waggle.im.database;

import org.jspecify.annotations.NullMarked;
