package io.waggle.im.message;

import io.waggle.protocol.Id;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.Target;

/** Reads where a broker's request sends a message. */
final class Targets {

    private Targets() {}

    static Topic.Destination destination(Target target) {
        return switch (target.getTargetCase()) {
            case USER -> new Topic.ToUser(new Id(target.getUser()));
            case USERNAME -> new Topic.ToUsername(target.getUsername());
            case GROUP -> new Topic.ToGroup(new Id(target.getGroup()));
            case TARGET_NOT_SET -> throw new IllegalArgumentException("a request to send has no target");
        };
    }
}
