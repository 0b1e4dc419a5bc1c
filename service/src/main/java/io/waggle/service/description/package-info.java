/** How a service describes its HTTP API (OpenAPI): operations, their refusals, and the shapes of what they take and give. */
@NullMarked
package io.waggle.service.description;

import org.jspecify.annotations.NullMarked;
