/**
 * What runs in a process of its own, one for each file, and may die of it. Knows no Spring; gets a file and leaves files.
 */
@NullMarked
package io.waggle.media.worker;

import org.jspecify.annotations.NullMarked;
