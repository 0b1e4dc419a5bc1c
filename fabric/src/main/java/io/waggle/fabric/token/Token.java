package io.waggle.fabric.token;

import io.waggle.protocol.Id;

/**
 * What a verified access token says.
 *
 * @param generation of the device's credential that it was given for
 */
public record Token(Id uid, Id did, int generation) {}
