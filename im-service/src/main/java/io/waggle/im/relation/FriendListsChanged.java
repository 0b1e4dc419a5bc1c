package io.waggle.im.relation;

import io.waggle.protocol.Id;

import java.util.Set;

/** The friend lists of these users have changed. Published within the transaction. */
public record FriendListsChanged(Set<Id> uids) {}
