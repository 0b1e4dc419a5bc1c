package io.waggle.protocol;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The registry of all error codes with which Waggle refuses something. HTTP sends problem+json with {@code code}; MQTT sends a
 * reason code, with this name as reason string.
 *
 * <p>Something that the caller may not see gets the same answer whether it exists or not, so a code tells a stranger nothing.
 */
public enum ErrorCode {
    // The request is wrong; sending it again does not help.
    INVALID_REQUEST(400, Mqtt.IMPLEMENTATION_SPECIFIC, false, "Correct the field that the detail names."),
    INVALID_PAYLOAD(
            400,
            Mqtt.PAYLOAD_FORMAT_INVALID,
            false,
            "Send UTF-8 text, a JSON object with text or custom, or a protobuf Send on a format=protobuf connection."),
    INVALID_TOPIC(
            400,
            Mqtt.TOPIC_NAME_INVALID,
            false,
            "Publish to to/u/{uid}, to/u/@{username}, to/g/{gid}, now/u/{uid}, now/g/{gid} or rpc/{method}, without retain."),
    TOO_LONG(413, Mqtt.IMPLEMENTATION_SPECIFIC, false, "Shorten it to the limit that the detail names."),
    UNKNOWN_METHOD(404, Mqtt.IMPLEMENTATION_SPECIFIC, false, "Use one of the methods in docs/protocol.md."),

    // Authentication of the caller.
    UNAUTHENTICATED(401, Mqtt.NOT_AUTHORIZED, false, "Log in, or refresh the session, and use its access token."),
    TOKEN_EXPIRED(401, Mqtt.NOT_AUTHORIZED, false, "Refresh the session and use the new access token."),
    SESSION_ENDED(401, Mqtt.NOT_AUTHORIZED, false, "Log in again: this session was logged out or revoked."),
    DEVICE_REPLACED(
            401, Mqtt.NOT_AUTHORIZED, false, "Log in again: a newer login on another device has replaced this device."),
    BAD_CREDENTIALS(401, Mqtt.NOT_AUTHORIZED, false, "Check the username and the password."),

    BANNED(403, Mqtt.NOT_AUTHORIZED, false, "This account is suspended: the detail says why and until when."),

    // Permissions of the caller.
    NOT_ALLOWED(
            403, Mqtt.NOT_AUTHORIZED, false, "You do not have permission to do this. Sending it again does not help."),
    NOT_FRIENDS(
            403,
            Mqtt.NOT_AUTHORIZED,
            false,
            "Send a friend request first: this user accepts messages only from friends, or does not exist."),
    BLOCKED_BY_YOU(403, Mqtt.NOT_AUTHORIZED, false, "You have blocked this user: unblock them first."),
    NOT_A_MEMBER(403, Mqtt.NOT_AUTHORIZED, false, "Join the group first: you are not in it, or it does not exist."),
    MUTED(403, Mqtt.NOT_AUTHORIZED, false, "You may read here but not write for now: the detail says until when."),
    SLOW_MODE(
            429,
            Mqtt.QUOTA_EXCEEDED,
            false,
            "Wait: the group is in slow mode, and the detail says when you may write there again."),
    NOT_FOUND(404, Mqtt.IMPLEMENTATION_SPECIFIC, false, "Check the id: it does not exist, or you may not see it."),

    // Media.
    NOT_UPLOADED(
            409,
            Mqtt.IMPLEMENTATION_SPECIFIC,
            false,
            "Upload the whole content to the addresses in the ticket first, then complete the upload."),
    MEDIA_REFUSED(
            422,
            Mqtt.IMPLEMENTATION_SPECIFIC,
            false,
            "Ask for a new ticket: the uploaded content does not match this one. The detail says what is wrong."),
    MEDIA_UNUSABLE(
            409,
            Mqtt.IMPLEMENTATION_SPECIFIC,
            false,
            "Use the id of media that you have uploaded completely, in a message of the same kind."),
    MEDIA_BLOCKED(
            451,
            Mqtt.NOT_AUTHORIZED,
            false,
            "The operators of this service have blocked this content. Sending it again does not help."),
    UPLOAD_QUOTA(
            429,
            Mqtt.QUOTA_EXCEEDED,
            true,
            "Wait: the detail says how much you may upload, and when you may upload again."),

    // Conflicts with the current state.
    USERNAME_TAKEN(409, Mqtt.IMPLEMENTATION_SPECIFIC, false, "Choose another username."),
    ALREADY_FRIENDS(409, Mqtt.IMPLEMENTATION_SPECIFIC, false, "You are already friends: no request is needed."),
    NOT_PENDING(
            409,
            Mqtt.IMPLEMENTATION_SPECIFIC,
            false,
            "List the pending requests again: this one was already answered, is being sent, or has expired."),
    GROUP_FULL(
            409,
            Mqtt.QUOTA_EXCEEDED,
            false,
            "Remove a member first: the group has reached its maximum number of members."),
    DEVICE_LIMIT(
            409,
            Mqtt.QUOTA_EXCEEDED,
            false,
            "Log out on another device first: the account has reached its maximum number of devices."),
    LIMIT_REACHED(409, Mqtt.QUOTA_EXCEEDED, false, "Remove some first: the limit that the detail names is reached."),
    MESSAGE_GONE(410, Mqtt.IMPLEMENTATION_SPECIFIC, false, "Leave it: the message was recalled, or has expired."),
    TOO_LATE(
            409,
            Mqtt.IMPLEMENTATION_SPECIFIC,
            false,
            "Leave it as it is: the detail says for how long it was possible."),
    START_OVER(410, Mqtt.IMPLEMENTATION_SPECIFIC, false, "Fetch the whole list again: this version is too old."),
    IDEMPOTENCY_CONFLICT(
            409,
            Mqtt.IMPLEMENTATION_SPECIFIC,
            false,
            "Use a new Idempotency-Key: this one was used for another request."),

    // The request may succeed later.
    STILL_RUNNING(
            409,
            Mqtt.QUOTA_EXCEEDED,
            true,
            "Ask again in a moment: the first request with this Idempotency-Key is still running."),
    OVERLOADED(429, Mqtt.QUOTA_EXCEEDED, true, "Wait a moment, then send it again with the same id."),
    UNAVAILABLE(503, Mqtt.UNSPECIFIED_ERROR, true, "Send it again with the same id: it will be stored once."),
    INTERNAL(
            500,
            Mqtt.UNSPECIFIED_ERROR,
            true,
            "The server has failed. Send it again with the same id; if the error stays, report it.");

    private static final Map<String, ErrorCode> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::wireName, Function.identity()));

    private final String wireName = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    private final int httpStatus;
    private final int mqttReason;
    private final boolean retryable;
    private final String advice;

    ErrorCode(int httpStatus, int mqttReason, boolean retryable, String advice) {
        this.httpStatus = httpStatus;
        this.mqttReason = mqttReason;
        this.retryable = retryable;
        this.advice = advice;
    }

    public static @Nullable ErrorCode ofWireName(String wireName) {
        return BY_NAME.get(wireName);
    }

    /** Returns the name on the wire, for example {@code not-a-member}. */
    public String wireName() {
        return wireName;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** Returns one of the reason codes that MQTT 5 allows in a PUBACK. */
    public int mqttReason() {
        return mqttReason;
    }

    /** Returns whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** Returns what the caller can do about the refusal. */
    public String advice() {
        return advice;
    }

    private static final class Mqtt {
        static final int UNSPECIFIED_ERROR = 0x80;
        static final int IMPLEMENTATION_SPECIFIC = 0x83;
        static final int NOT_AUTHORIZED = 0x87;
        static final int TOPIC_NAME_INVALID = 0x90;
        static final int QUOTA_EXCEEDED = 0x97;
        static final int PAYLOAD_FORMAT_INVALID = 0x99;

        private Mqtt() {}
    }
}
