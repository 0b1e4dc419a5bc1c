/** The common parts of Waggle's Spring Boot services. A service imports {@link io.waggle.kit.ServiceParts}. */
@NullMarked
package io.waggle.kit;

import org.jspecify.annotations.NullMarked;
