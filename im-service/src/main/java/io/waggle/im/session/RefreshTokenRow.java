package io.waggle.im.session;

import io.waggle.protocol.Id;

/** @param spent whether it has been exchanged for a newer one */
record RefreshTokenRow(Id did, boolean spent, long expiresAt) {}
