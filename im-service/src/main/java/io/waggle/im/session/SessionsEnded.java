package io.waggle.im.session;

import io.waggle.protocol.Id;

import java.util.List;

/** Sessions that are gone once the transaction is committed. */
record SessionsEnded(Id uid, List<Id> dids) {}
