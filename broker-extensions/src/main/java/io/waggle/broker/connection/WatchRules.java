package io.waggle.broker.connection;

import io.waggle.protocol.Id;

import java.util.concurrent.CompletionStage;

/** Says who may watch whom. */
@FunctionalInterface
public interface WatchRules {

    /** Does not block. Completes with whether the device may subscribe to the user's presence; may fail, which means no. */
    CompletionStage<Boolean> watch(DeviceConnection connection, Id uid);
}
