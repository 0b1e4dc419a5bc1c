/** The common HTTP edge of all services: the format of refusals, and the validation of requests. */
@NullMarked
package io.waggle.kit.http;

import org.jspecify.annotations.NullMarked;
