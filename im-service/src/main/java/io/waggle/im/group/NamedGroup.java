package io.waggle.im.group;

import io.waggle.protocol.Id;

record NamedGroup(Id gid, String name) {}
