package io.waggle.fabric.token;

import io.waggle.protocol.Id;

/**
 * The content of an access token.
 *
 * @param generation the generation of the device's credential for which the token was issued
 */
public record Token(Id uid, Id did, int generation) {

    /** The issuer and the audience of tokens. */
    public static final String WAGGLE = "waggle";

    /** The claim that holds the device; the subject is the user. */
    public static final String DID = "did";

    public static final String GENERATION = "gen";
}
