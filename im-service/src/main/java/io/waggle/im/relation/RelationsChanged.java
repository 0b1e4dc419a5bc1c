package io.waggle.im.relation;

import io.waggle.protocol.Id;

import java.util.Set;

/** Relations of these users have changed. Published within the transaction. */
public record RelationsChanged(Set<Id> uids) {}
