/**
 * The rules for all names that other people read, of users and of their groups and files. See
 * docs/adr/0055-names-that-deceive.md.
 */
@NullMarked
package io.waggle.kit.names;

import org.jspecify.annotations.NullMarked;
