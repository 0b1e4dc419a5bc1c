package io.waggle.fabric.token;

import io.waggle.protocol.Id;

/**
 * What an access token says.
 *
 * @param generation of the device's credential that it was given for
 */
public record Token(Id uid, Id did, int generation) {

    /** Who gives it, and for whom. */
    public static final String WAGGLE = "waggle";

    /** The claim that names the device; the subject is the user. */
    public static final String DID = "did";

    public static final String GENERATION = "gen";
}
