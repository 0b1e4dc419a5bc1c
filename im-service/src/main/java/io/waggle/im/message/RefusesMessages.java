package io.waggle.im.message;

import io.waggle.kit.description.Refuses;
import io.waggle.protocol.ErrorCode;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lists the errors of every operation that sends a message, whoever its sender is. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Refuses({
    ErrorCode.INVALID_PAYLOAD,
    ErrorCode.INVALID_TOPIC,
    ErrorCode.NOT_FRIENDS,
    ErrorCode.BLOCKED_BY_YOU,
    ErrorCode.NOT_A_MEMBER,
    ErrorCode.MUTED,
    ErrorCode.SLOW_MODE,
    ErrorCode.MEDIA_UNUSABLE,
    ErrorCode.MEDIA_BLOCKED,
    ErrorCode.MESSAGE_GONE,
    ErrorCode.OVERLOADED
})
public @interface RefusesMessages {}
