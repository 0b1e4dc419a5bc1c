package io.waggle.im.session;

import io.waggle.protocol.Id;

/** @param spent whether it was exchanged for a newer one */
record RefreshTokenRow(Id did, boolean spent, long expiresAt) {}
