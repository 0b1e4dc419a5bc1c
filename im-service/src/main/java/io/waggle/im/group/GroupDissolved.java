package io.waggle.im.group;

import io.waggle.protocol.Id;

/** A group was dissolved. Published within the change, in its transaction. */
public record GroupDissolved(Id gid) {}
