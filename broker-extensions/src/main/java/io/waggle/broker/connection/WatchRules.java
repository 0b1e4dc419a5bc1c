package io.waggle.broker.connection;

import io.waggle.protocol.Id;

import java.util.concurrent.CompletionStage;

/** Decides who may watch whom. */
@FunctionalInterface
public interface WatchRules {

    /** Completes with whether the device may subscribe to the user's presence; a failure means no. Does not block. */
    CompletionStage<Boolean> watch(DeviceConnection connection, Id uid);
}
