package io.waggle.im.session;

import io.waggle.protocol.Id;

/** A device has been added. Published within the transaction. */
public record DeviceCreated(Id uid, Id did) {}
