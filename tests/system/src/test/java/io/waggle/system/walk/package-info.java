/**
 * Random walks: many devices connect, disconnect, lose their connection, write, read, recall, edit, react, pin, join and leave
 * groups, in parallel, as given by a seed. {@link io.waggle.system.history.Checker} checks their logs against the database.
 */
@NullMarked
package io.waggle.system.walk;

import org.jspecify.annotations.NullMarked;
