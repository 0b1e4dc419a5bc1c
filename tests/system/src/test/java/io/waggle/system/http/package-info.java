/** Tests of the HTTP API against its own OpenAPI description. */
@NullMarked
package io.waggle.system.http;

import org.jspecify.annotations.NullMarked;
