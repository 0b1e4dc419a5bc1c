/** Tests of faults: a killed server, a database or a store that does not answer, a bad network. */
@NullMarked
package io.waggle.system.fault;

import org.jspecify.annotations.NullMarked;
