package io.waggle.im.presence;

import io.waggle.protocol.Id;

record ConnectionRow(Id did, Id uid) {}
