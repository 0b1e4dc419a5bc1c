package io.waggle.protocol;

import org.jspecify.annotations.Nullable;

/** A topic of the contract. {@link #parse} knows all of them; any other topic does not exist. */
public sealed interface Topic {

    /** Up: the destination of a durable message. */
    sealed interface Destination extends Topic {}

    /** Up: a durable message to a user, {@code to/u/{uid}}. */
    record ToUser(Id uid) implements Destination {
        @Override
        public String toString() {
            return "to/u/" + uid;
        }
    }

    /** Up: a durable message to a user by name, {@code to/u/@{username}}. */
    record ToUsername(String username) implements Destination {
        @Override
        public String toString() {
            return "to/u/@" + username;
        }
    }

    /** Up: a durable message to a group, {@code to/g/{gid}}. */
    record ToGroup(Id gid) implements Destination {
        @Override
        public String toString() {
            return "to/g/" + gid;
        }
    }

    /** Up: the destination of an ephemeral message, which reaches only devices that are connected now. */
    sealed interface Now extends Topic {

        /** Returns the destination of a durable message to the same user or group: the same senders are allowed. */
        Destination destination();
    }

    /** Up: an ephemeral message to a user, {@code now/u/{uid}}. */
    record NowToUser(Id uid) implements Now {
        @Override
        public Destination destination() {
            return new ToUser(uid);
        }

        @Override
        public String toString() {
            return "now/u/" + uid;
        }
    }

    /** Up: an ephemeral message to a group, {@code now/g/{gid}}. */
    record NowToGroup(Id gid) implements Now {
        @Override
        public Destination destination() {
            return new ToGroup(gid);
        }

        @Override
        public String toString() {
            return "now/g/" + gid;
        }
    }

    /** Up: a request, {@code rpc/{method}}. */
    record Rpc(String method) implements Topic {
        @Override
        public String toString() {
            return "rpc/" + method;
        }
    }

    /** Down: everything for one device, {@code d/{did}}. */
    record Device(Id did) implements Topic {
        @Override
        public String toString() {
            return "d/" + did;
        }
    }

    /** Down: a group's log as JSON, {@code g/{gid}}. */
    record Group(Id gid) implements Topic {
        @Override
        public String toString() {
            return "g/" + gid;
        }
    }

    /** Down: a group's log as protobuf, {@code g/{gid}/pb}. */
    record GroupProtobuf(Id gid) implements Topic {
        @Override
        public String toString() {
            return "g/" + gid + "/pb";
        }
    }

    /** Down: a user's presence as JSON, {@code p/{uid}}. */
    record Presence(Id uid) implements Topic {
        @Override
        public String toString() {
            return "p/" + uid;
        }
    }

    /** Down: a user's presence as protobuf, {@code p/{uid}/pb}. */
    record PresenceProtobuf(Id uid) implements Topic {
        @Override
        public String toString() {
            return "p/" + uid + "/pb";
        }
    }

    /** Returns null for text that is not a topic of the contract, for example one with a wildcard. */
    static @Nullable Topic parse(String topic) {
        String[] levels = topic.split("/", -1);
        return switch (levels.length) {
            case 2 -> parseTwo(levels[0], levels[1]);
            case 3 -> parseThree(levels[0], levels[1], levels[2]);
            default -> null;
        };
    }

    private static @Nullable Topic parseTwo(String first, String second) {
        if (first.equals("rpc")) {
            return second.isEmpty() || second.equals("+") || second.equals("#") ? null : new Rpc(second);
        }
        Id id = Id.parse(second);
        if (id == null) {
            return null;
        }
        return switch (first) {
            case "d" -> new Device(id);
            case "g" -> new Group(id);
            case "p" -> new Presence(id);
            default -> null;
        };
    }

    private static @Nullable Topic parseThree(String first, String second, String third) {
        if (first.equals("to") && second.equals("u") && third.startsWith("@")) {
            String username = third.substring(1);
            return Username.isValid(username) ? new ToUsername(username) : null;
        }
        boolean idIsSecond = first.equals("g") || first.equals("p");
        Id id = Id.parse(idIsSecond ? second : third);
        if (id == null) {
            return null;
        }
        if (idIsSecond) {
            if (!third.equals("pb")) {
                return null;
            }
            return first.equals("g") ? new GroupProtobuf(id) : new PresenceProtobuf(id);
        }
        return switch (first + "/" + second) {
            case "to/u" -> new ToUser(id);
            case "to/g" -> new ToGroup(id);
            case "now/u" -> new NowToUser(id);
            case "now/g" -> new NowToGroup(id);
            default -> null;
        };
    }
}
