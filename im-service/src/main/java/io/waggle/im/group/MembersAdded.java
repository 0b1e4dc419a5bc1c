package io.waggle.im.group;

import io.waggle.protocol.Id;

import java.util.Collection;

/** Users have become members of a group. Published within the change, in its transaction. */
public record MembersAdded(Id gid, Collection<Id> uids) {}
