package io.waggle.im.session;

import io.waggle.im.http.Caller;

/**
 * What a verified access token says.
 *
 * @param generation of the device's credential that it was given for
 */
record AccessToken(Caller caller, int generation) {}
