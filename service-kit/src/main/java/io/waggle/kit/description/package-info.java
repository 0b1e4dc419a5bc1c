/** The description of a service's HTTP API (OpenAPI): operations, their refusals, and the schemas of requests and responses. */
@NullMarked
package io.waggle.kit.description;

import org.jspecify.annotations.NullMarked;
