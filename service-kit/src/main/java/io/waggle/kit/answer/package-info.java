/** A single server for all subjects that a service's features answer on the fabric, and a common handling of faults. */
@NullMarked
package io.waggle.kit.answer;

import org.jspecify.annotations.NullMarked;
