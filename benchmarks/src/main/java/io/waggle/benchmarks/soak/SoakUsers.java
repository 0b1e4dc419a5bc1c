package io.waggle.benchmarks.soak;

import io.waggle.benchmarks.environment.Api;
import io.waggle.benchmarks.environment.Environment.Running;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The users of a soak. Each activity has its own users, so that no activity affects another one's connections. */
final class SoakUsers {

    private final Running waggle;
    private final Api api;
    private final AtomicInteger names = new AtomicInteger();

    SoakUsers(Running waggle) {
        this.waggle = waggle;
        this.api = new Api(waggle.http());
    }

    Api api() {
        return api;
    }

    int mqtt() {
        return waggle.mqtt();
    }

    int ws() {
        return waggle.ws();
    }

    int http() {
        return waggle.http();
    }

    /** Returns a username that is not in use. */
    String freshName() {
        return "soak" + names.incrementAndGet();
    }

    SoakUser newUser() throws IOException, InterruptedException {
        return new SoakUser(api, waggle.mqtt(), api.register(freshName()));
    }

    /** Returns two users who may write to each other. */
    Friends newFriends() throws IOException, InterruptedException {
        SoakUser one = newUser();
        SoakUser other = newUser();
        api.befriend(one.user(), other.user());
        return new Friends(one, other);
    }

    record Friends(SoakUser one, SoakUser other) {}
}
