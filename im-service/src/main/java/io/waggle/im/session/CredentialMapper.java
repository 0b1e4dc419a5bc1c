package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** What provisioned devices show to get in. */
@Mapper
interface CredentialMapper {

    @Nullable
    CredentialRow find(@Param("did") Id did);

    /** As it is now, and keeps others from changing the session until the transaction ends. */
    @Nullable
    CredentialRow lock(@Param("did") Id did);

    /** Puts one credential in place of another. Fails on a unique key if the certificate is another device's. */
    void replace(
            @Param("did") Id did,
            @Param("secretHash") byte @Nullable [] secretHash,
            @Param("certificateSha256") byte @Nullable [] certificateSha256);
}
