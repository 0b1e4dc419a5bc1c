package io.waggle.im.session;

import io.waggle.protocol.Id;

import java.util.List;

/** Sessions of a user that end when the transaction is committed. */
record SessionsEnded(Id uid, List<Id> dids) {}
