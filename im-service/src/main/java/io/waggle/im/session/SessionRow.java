package io.waggle.im.session;

import io.waggle.protocol.Id;

/** @param generation of the credential whose access tokens are valid */
record SessionRow(Id uid, int generation) {}
