/** Ids: how they are made, and how they stand in the database, in JSON and in paths. */
@NullMarked
package io.waggle.service.identity;

import org.jspecify.annotations.NullMarked;
