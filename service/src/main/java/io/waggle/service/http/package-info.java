/** The HTTP edge that all services share: how a refusal looks, and what is wrong with a request. */
@NullMarked
package io.waggle.service.http;

import org.jspecify.annotations.NullMarked;
