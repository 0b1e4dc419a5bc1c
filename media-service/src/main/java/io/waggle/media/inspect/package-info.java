/** What stored bytes really are, and what is made of them. Whatever is decoded, is decoded in a process of its own. */
@NullMarked
package io.waggle.media.inspect;

import org.jspecify.annotations.NullMarked;
