package io.waggle.im.account;

import io.waggle.protocol.Id;

/** What everyone may know of a user who may know of the user at all. */
public record Profile(Id uid, String username, String nickname) {}
