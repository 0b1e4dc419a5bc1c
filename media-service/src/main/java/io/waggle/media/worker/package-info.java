/**
 * Code that runs in a separate process, one per file, which may crash. It does not use Spring; it reads one file and writes
 * result files.
 */
@NullMarked
package io.waggle.media.worker;

import org.jspecify.annotations.NullMarked;
