/** Ids: how they are created and how they are written in the database, in JSON and in paths. */
@NullMarked
package io.waggle.kit.identity;

import org.jspecify.annotations.NullMarked;
