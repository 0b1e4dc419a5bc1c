package io.waggle.broker.auth;

import com.google.protobuf.ByteString;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import io.waggle.broker.auth.Admission.Admitted;
import io.waggle.broker.auth.Admission.Denied;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.Protobuf;
import io.waggle.broker.connection.RequestQueue;
import io.waggle.broker.delivery.Delivery;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.NoAnswer;
import io.waggle.fabric.Subjects;
import io.waggle.fabric.token.Token;
import io.waggle.fabric.token.TokenVerifier;
import io.waggle.protocol.DeviceSecret;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Decides which devices may connect. The token identifies the device, or the service does so by the device's secret or
 * certificate. The service also says whether the session still exists. If anything is uncertain, the device is denied.
 */
public final class ConnectPolicy {

    /** The AWS IoT SDK appends this and its own name to the username, unless that is turned off. */
    private static final String AWS_METRICS = "?SDK=";

    private static final Logger log = LoggerFactory.getLogger(ConnectPolicy.class);

    /** More requests at once would not be answered faster: each one uses the service's database. */
    private static final int CONNECTS_AT_ONCE = 32;

    private final TokenVerifier verifier;
    private final RequestQueue requests;
    private final Delivery delivery;
    private final LongSupplier connectionNumbers;

    public ConnectPolicy(TokenVerifier verifier, Fabric fabric, Delivery delivery, LongSupplier connectionNumbers) {
        this.verifier = verifier;
        this.requests = new RequestQueue(fabric, CONNECTS_AT_ONCE);
        this.delivery = delivery;
        this.connectionNumbers = connectionNumbers;
    }

    /** Decides about one CONNECT. Never fails. */
    public CompletionStage<Admission> decide(ConnectAttempt attempt) {
        Id did = Id.parse(attempt.clientId());
        if (did == null) {
            return denied(
                    ConnackReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    "The client id is not a device id. Use the device's id (did) as the client id.");
        }
        Format format = attempt.format();
        if (format == null) {
            return denied(
                    ConnackReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
                    "The user property format has an unknown value. Set it once, to json or protobuf.");
        }
        if (attempt.acksInBatches() == null) {
            return denied(
                    ConnackReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
                    "The user property ack has an unknown value. Set it to batch, or leave it out.");
        }
        if (attempt.refusalsAsMessages() == null) {
            return denied(
                    ConnackReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
                    "The user property refusals has an unknown value. Set it once, to ack or message.");
        }
        if (attempt.refusalsAsMessages() && attempt.acksInBatches()) {
            return denied(
                    ConnackReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
                    "refusals=message and ack=batch exclude each other: a device that acknowledges in batches reads refusals"
                            + " in the acknowledgements. Leave one of them out.");
        }
        return identify(attempt, did)
                .thenCompose(bearer -> admit(attempt, bearer, did, format))
                .exceptionally(ConnectPolicy::denial);
    }

    /**
     * The user of the connecting device, as its credential shows.
     *
     * @param credential the request with this credential, which is sent again when no later change of the user can be missed
     *     any more
     * @param asked whether the service named the user, and not the token
     */
    private record Bearer(Id uid, ConnectRequest credential, boolean asked) {}

    private CompletableFuture<Bearer> identify(ConnectAttempt attempt, Id did) {
        String password = attempt.password();
        ConnectRequest.Builder request = ConnectRequest.newBuilder().setDid(did.value());
        if (password != null && !password.isEmpty()) {
            return DeviceSecret.isOne(password)
                    ? identify(attempt, request.setSecretHash(ByteString.copyFrom(DeviceSecret.hash(password))))
                    : verifier.verify(password).thenApply(token -> bearerOf(token, did, request));
        }
        if (attempt.certificateSha256() != null) {
            return identify(attempt, request.setCertificateSha256(attempt.certificateSha256()));
        }
        return CompletableFuture.failedFuture(new Refused(
                ErrorCode.UNAUTHENTICATED, "The password is missing. Use the access token or the device's secret."));
    }

    private static Bearer bearerOf(Token token, Id did, ConnectRequest.Builder request) {
        if (!token.did().equals(did)) {
            throw new Refused(
                    ErrorCode.UNAUTHENTICATED,
                    "The access token belongs to another device. Use this device's access token.");
        }
        return new Bearer(token.uid(), request.setGeneration(token.generation()).build(), false);
    }

    /** Asks the service for the user: a secret or a certificate names none. */
    private CompletableFuture<Bearer> identify(ConnectAttempt attempt, ConnectRequest.Builder request) {
        ConnectRequest credential = request.build();
        return parsed(requests.request(attempt.awaited(), Subjects.CONNECT, credential.toByteArray()))
                .thenApply(reply -> {
                    if (reply.hasRefused()) {
                        throw refused(reply);
                    }
                    if (reply.getAdmitted().getUid() == 0) {
                        throw new IllegalStateException("The service admitted a device without naming its user");
                    }
                    return new Bearer(new Id(reply.getAdmitted().getUid()), credential, true);
                });
    }

    private CompletableFuture<Admission> admit(ConnectAttempt attempt, Bearer bearer, Id did, Format format) {
        DeviceConnection connection =
                new DeviceConnection(connectionNumbers.getAsLong(), bearer.uid(), did, format, attempt.mqtt5());
        if (Boolean.TRUE.equals(attempt.acksInBatches())) {
            connection.ackInBatches();
        }
        if (Boolean.TRUE.equals(attempt.refusalsAsMessages())) {
            connection.refuseByMessage();
        }
        ConnectRequest request =
                bearer.credential().toBuilder().setUid(bearer.uid().value()).build();
        connection.admittedBy(request);
        // Before asking, so that a group that the user joins meanwhile, or a replaced credential, is not missed.
        delivery.open(connection);
        byte[] question = request.toByteArray();
        return parsed(
                        bearer.asked()
                                ? requests.requestFirst(attempt.awaited(), Subjects.CONNECT, question)
                                : requests.request(attempt.awaited(), Subjects.CONNECT, question))
                .thenApply(reply -> read(reply, attempt, connection))
                .whenComplete((admission, fault) -> {
                    if (!(admission instanceof Admitted)) {
                        delivery.close(connection);
                    }
                });
    }

    private static CompletableFuture<ConnectReply> parsed(CompletableFuture<byte[]> answer) {
        return answer.thenApply(bytes -> Protobuf.parse(() -> ConnectReply.parseFrom(bytes)));
    }

    private static Admission read(ConnectReply reply, ConnectAttempt attempt, DeviceConnection connection) {
        return switch (reply.getOutcomeCase()) {
            case ADMITTED -> {
                checkUsername(
                        attempt.username(), connection, reply.getAdmitted().getUsername());
                connection.setGeneration(reply.getAdmitted().getGeneration());
                connection.addGroups(reply.getAdmitted().getGroupsList().stream()
                        .map(Id::new)
                        .collect(Collectors.toSet()));
                yield new Admitted(connection);
            }
            case REFUSED -> denial(refused(reply));
            case OUTCOME_NOT_SET -> Denied.unavailable();
        };
    }

    private static Refused refused(ConnectReply reply) {
        ErrorCode code = ErrorCode.ofWireName(reply.getRefused().getCode());
        return new Refused(
                code == null ? ErrorCode.NOT_ALLOWED : code, reply.getRefused().getDetail());
    }

    private static void checkUsername(@Nullable String given, DeviceConnection connection, String username) {
        if (given == null
                || given.isEmpty()
                || given.equals(connection.uid().toString())
                || given.equalsIgnoreCase(username)) {
            return;
        }
        throw new Refused(
                ErrorCode.UNAUTHENTICATED,
                given.contains(AWS_METRICS)
                        ? "The MQTT library has appended " + AWS_METRICS
                                + "… to the username. Turn that off: set disable_metrics in awscrt."
                        : "The username is not that of the device's user. Leave it empty, or use that user's.");
    }

    private static CompletableFuture<Admission> denied(ConnackReasonCode reason, String detail) {
        return CompletableFuture.completedFuture(new Denied(reason, ErrorCode.INVALID_REQUEST, detail));
    }

    private static Admission denial(Throwable fault) {
        Throwable cause =
                fault instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : fault;
        if (cause instanceof Refused refused) {
            ConnackReasonCode reason = refused.code().retryable()
                    ? ConnackReasonCode.SERVER_UNAVAILABLE
                    : ConnackReasonCode.NOT_AUTHORIZED;
            return new Denied(reason, refused.code(), refused.detail());
        }
        if (cause instanceof CancellationException) {
            log.warn("A device was refused: its request waited too long in the queue");
        } else if (cause instanceof NoAnswer) {
            log.warn("A device was refused: the service does not answer: {}", cause.getMessage());
        } else {
            log.error("A device was refused: the check whether it may connect failed", cause);
        }
        return Denied.unavailable();
    }
}
