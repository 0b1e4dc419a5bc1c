package io.waggle.system.message;

import io.waggle.protocol.ErrorCode;
import io.waggle.system.client.Login;

/** Topics that a user must not publish to, or not in this way. */
enum BadTopic {
    UNKNOWN,
    EMPTY_LEVEL,
    NOT_AN_ID,
    NOT_A_USERNAME,
    TOO_MANY_LEVELS,
    UNKNOWN_KIND,
    LOWER_CASE_ID,
    SYS_TOPIC,
    OWN_DEVICE_TOPIC,
    DEVICE_TOPIC_OF_ANOTHER_USER,
    TOPIC_OF_A_FOREIGN_GROUP,
    PROTOBUF_TOPIC_OF_A_FOREIGN_GROUP,
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
            case SYS_TOPIC -> "$SYS/broker";
            case OWN_DEVICE_TOPIC -> self.deviceTopic();
            case DEVICE_TOPIC_OF_ANOTHER_USER -> friend.deviceTopic();
            case TOPIC_OF_A_FOREIGN_GROUP -> "g/" + group;
            case PROTOBUF_TOPIC_OF_A_FOREIGN_GROUP -> "g/" + group + "/pb";
            // The topic is valid; the retain flag is not.
            case RETAINED -> friend.inbox();
        };
    }

    ErrorCode code() {
        return ErrorCode.INVALID_TOPIC;
    }
}
