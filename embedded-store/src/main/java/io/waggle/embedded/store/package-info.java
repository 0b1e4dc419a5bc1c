/**
 * An S3 store on a folder, for one machine and for tests.
 *
 * <p>{@link io.waggle.embedded.store.EmbeddedStore} is what others see. {@code S3Server} and S3Proxy's libraries, which are
 * packed into this jar, live in a class loader of their own: their Jetty, servlets and Jackson are not Waggle's.
 */
@NullMarked
package io.waggle.embedded.store;

import org.jspecify.annotations.NullMarked;
