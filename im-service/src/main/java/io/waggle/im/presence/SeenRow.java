package io.waggle.im.presence;

import io.waggle.protocol.Id;

record SeenRow(Id did, long seenAt) {}
