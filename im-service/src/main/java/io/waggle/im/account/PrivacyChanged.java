package io.waggle.im.account;

import io.waggle.protocol.Id;

/** A user has changed their privacy settings. Published within the transaction. */
public record PrivacyChanged(Id uid) {}
