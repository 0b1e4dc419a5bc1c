/** Tests with unmodified client libraries and tools: each exchanges messages with Waggle. */
@NullMarked
package io.waggle.system.library;

import org.jspecify.annotations.NullMarked;
