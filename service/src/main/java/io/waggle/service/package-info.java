/** The common parts of Waggle's Spring Boot services. A service imports {@link io.waggle.service.ServiceParts}. */
@NullMarked
package io.waggle.service;

import org.jspecify.annotations.NullMarked;
