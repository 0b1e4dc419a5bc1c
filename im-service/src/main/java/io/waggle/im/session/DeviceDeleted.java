package io.waggle.im.session;

import io.waggle.protocol.Id;

/** A device is being removed, within the transaction that does so. */
public record DeviceDeleted(Id did) {}
