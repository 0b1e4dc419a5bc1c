/** One server for all that a service's features answer on the fabric, and one way for it to go wrong. */
@NullMarked
package io.waggle.service.answer;

import org.jspecify.annotations.NullMarked;
