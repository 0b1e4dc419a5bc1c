package io.waggle.benchmarks.soak;

import io.netty.handler.codec.mqtt.MqttVersion;
import io.waggle.benchmarks.environment.Api;
import io.waggle.benchmarks.environment.Api.User;

import java.io.IOException;
import java.time.Duration;

/** A user with one device. Its tokens are renewed before they expire. */
final class SoakUser {

    /** Access tokens are valid for fifteen minutes. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Api api;
    private final int mqtt;
    private User user;
    private long renewed = System.nanoTime();

    SoakUser(Api api, int mqtt, User user) {
        this.api = api;
        this.mqtt = mqtt;
        this.user = user;
    }

    synchronized User user() {
        return user;
    }

    String uid() {
        return user().uid();
    }

    String did() {
        return user().did();
    }

    String token() throws IOException, InterruptedException {
        return fresh().token();
    }

    /** Returns the user with a token that is valid for some more minutes. */
    synchronized User fresh() throws IOException, InterruptedException {
        if (System.nanoTime() - renewed > FRESH.toNanos()) {
            user = api.refresh(user);
            renewed = System.nanoTime();
        }
        return user;
    }

    MqttConnection connect() throws IOException, InterruptedException {
        return MqttConnection.connect(mqtt, did(), token());
    }

    MqttConnection connect(MqttVersion version) throws IOException, InterruptedException {
        return MqttConnection.connect(mqtt, version, did(), token());
    }
}
