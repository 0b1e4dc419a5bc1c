/** What Waggle's Spring Boot services share. A service imports {@link io.waggle.service.ServiceParts}. */
@NullMarked
package io.waggle.service;

import org.jspecify.annotations.NullMarked;
