package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** The credentials of provisioned devices. */
@Mapper
interface CredentialMapper {

    @Nullable
    CredentialRow find(@Param("did") Id did);

    /** Finds the current credential and locks the session until the transaction ends. */
    @Nullable
    CredentialRow lock(@Param("did") Id did);

    /** Replaces one credential with another. Fails on a unique key if the certificate belongs to another device. */
    void replace(
            @Param("did") Id did,
            @Param("secretHash") byte @Nullable [] secretHash,
            @Param("certificateSha256") byte @Nullable [] certificateSha256);
}
