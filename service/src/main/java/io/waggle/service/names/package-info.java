/**
 * What people may call themselves and their things: one set of rules for every name that others read. Decided in
 * docs/adr/0069-names-that-deceive.md.
 */
@NullMarked
package io.waggle.service.names;

import org.jspecify.annotations.NullMarked;
