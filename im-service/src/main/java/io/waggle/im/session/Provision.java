package io.waggle.im.session;

import org.jspecify.annotations.Nullable;

/**
 * A device to be made for something that cannot log in.
 *
 * @param credential {@code secret}, unless there is a certificate
 * @param certificate in PEM
 */
record Provision(
        @Nullable String name,
        @Nullable Platform platform,
        @Nullable String credential,
        @Nullable String certificate) {}
