package io.waggle.im.group;

import io.waggle.protocol.Id;

record AnnouncementRow(Id gid, Id id, Id uid, String text, long createdAt) {}
