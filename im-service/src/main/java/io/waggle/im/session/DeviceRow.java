package io.waggle.im.session;

import io.waggle.protocol.Id;

record DeviceRow(Id did, Id uid, String name, Platform platform, long createdAt) {}
