package io.waggle.im.session;

import io.waggle.protocol.Id;

/** A device has been removed. Published within the transaction. */
public record DeviceDeleted(Id did) {}
