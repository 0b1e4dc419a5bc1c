/** The running Waggle that the tests use: a separate process, started once for all test classes or for one of them. */
@NullMarked
package io.waggle.system.server;

import org.jspecify.annotations.NullMarked;
