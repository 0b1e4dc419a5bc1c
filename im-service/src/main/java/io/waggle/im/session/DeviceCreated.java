package io.waggle.im.session;

import io.waggle.protocol.Id;

/** A device is being added, within the transaction that does so. */
public record DeviceCreated(Id uid, Id did) {}
