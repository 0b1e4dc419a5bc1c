package io.waggle.system;

import io.waggle.protocol.ErrorCode;

/** Topics that a user must not publish to, or not in this way. */
enum BadTopic {
    UNKNOWN,
    EMPTY_LEVEL,
    NOT_AN_ID,
    NOT_A_USERNAME,
    TOO_MANY_LEVELS,
    UNKNOWN_KIND,
    LOWER_CASE_ID,
    BROKERS_OWN,
    OWN_DEVICE,
    OTHERS_DEVICE,
    OTHERS_GROUP,
    OTHERS_GROUP_PROTOBUF,
    RETAINED;

    /** Returns the topic for a user with a friend and with a group that the user is not in. */
    String topic(Login self, Login friend, String group) {
        return switch (this) {
            case UNKNOWN -> "hello";
            case EMPTY_LEVEL -> "to//u";
            case NOT_AN_ID -> "to/u/17";
            case NOT_A_USERNAME -> "to/u/@x' or 1=1 --";
            case TOO_MANY_LEVELS -> friend.inbox() + "/more";
            case UNKNOWN_KIND -> "to/x/" + friend.uid();
            case LOWER_CASE_ID -> "to/u/000000000000a";
            case BROKERS_OWN -> "$SYS/broker";
            case OWN_DEVICE -> self.deviceTopic();
            case OTHERS_DEVICE -> friend.deviceTopic();
            case OTHERS_GROUP -> "g/" + group;
            case OTHERS_GROUP_PROTOBUF -> "g/" + group + "/pb";
            // The topic is valid; the retain flag is not.
            case RETAINED -> friend.inbox();
        };
    }

    ErrorCode code() {
        return ErrorCode.INVALID_TOPIC;
    }
}
