/** What every scenario needs: servers in processes of their own, users on them, and a place for figures. */
@NullMarked
package io.waggle.benchmarks.stage;

import org.jspecify.annotations.NullMarked;
