/**
 * An S3 store on a folder, for one machine and for tests.
 *
 * <p>{@link io.waggle.embedded.s3.EmbeddedStore} is the public class. {@code S3Server} and S3Proxy's libraries are packed
 * into this jar and run in a class loader of their own, because their Jetty, servlets and Jackson differ from Waggle's.
 */
@NullMarked
package io.waggle.embedded.s3;

import org.jspecify.annotations.NullMarked;
