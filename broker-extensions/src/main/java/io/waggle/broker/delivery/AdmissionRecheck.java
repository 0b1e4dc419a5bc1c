package io.waggle.broker.delivery;

import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.DeviceConnection.Stage;
import io.waggle.broker.connection.Protobuf;
import io.waggle.broker.connection.RequestQueue;
import io.waggle.broker.downlink.Downlink;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Admitted;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Asks the service, for connected devices, whether they may still be connected and in which groups they are, after envelopes
 * may have been lost on the way to this node. A cut, a join or a leave is announced only once: a device that has missed one is
 * disconnected, and gets the right state when it reconnects.
 *
 * <p>Safe on any thread; never blocks.
 */
final class AdmissionRecheck {

    private static final Logger log = LoggerFactory.getLogger(AdmissionRecheck.class);

    /**
     * The check of one device after one loss. Envelopes from before the loss may still be on their way, so an answer counts
     * only when the next one, some time later, is the same. Guarded by itself.
     */
    private static final class Check {
        private boolean asking;
        private boolean justAsked;
        private @Nullable Boolean answered;

        /** Returns whether to ask now. Called at each tick. */
        synchronized boolean begin() {
            boolean may = !asking && !justAsked;
            justAsked = false;
            asking |= may;
            return may;
        }

        synchronized void end() {
            asking = false;
            justAsked = true;
        }

        synchronized boolean isConfirmed(boolean answer) {
            boolean confirmed = answered != null && answered == answer;
            answered = answer;
            return confirmed;
        }
    }

    private final RequestQueue requests;
    private final Downlink downlink;
    private final ConcurrentHashMap<DeviceConnection, Check> checks = new ConcurrentHashMap<>();

    AdmissionRecheck(RequestQueue requests, Downlink downlink) {
        this.requests = requests;
        this.downlink = downlink;
    }

    /** These devices may have missed something; answers to earlier requests for them do not count. */
    void start(Collection<DeviceConnection> connections) {
        connections.forEach(connection -> checks.put(connection, new Check()));
    }

    /** Called every few seconds. */
    void tick() {
        checks.keySet().removeIf(connection -> connection.stage() == Stage.CLOSED);
        checks.forEach(this::ask);
    }

    private void ask(DeviceConnection connection, Check check) {
        ConnectRequest request = connection.admission();
        if (request == null || !check.begin()) {
            return;
        }
        var unused = requests.request(connection, Subjects.CONNECT, request.toByteArray())
                .thenAccept(bytes -> apply(connection, check, Protobuf.parse(() -> ConnectReply.parseFrom(bytes))))
                .whenComplete((done, fault) -> {
                    check.end();
                    if (fault != null && connection.stage() != Stage.CLOSED) {
                        log.warn(
                                "The check whether {} may still be connected failed; it is repeated",
                                connection,
                                fault);
                    }
                });
    }

    private void apply(DeviceConnection connection, Check check, ConnectReply reply) {
        switch (reply.getOutcomeCase()) {
            case ADMITTED -> compare(connection, check, reply.getAdmitted());
            case REFUSED -> refuse(connection, check, reply.getRefused());
            case OUTCOME_NOT_SET ->
                log.error(
                        "The service answered the check whether {} may still be connected without an outcome; it is repeated",
                        connection);
        }
    }

    private void compare(DeviceConnection connection, Check check, Admitted admitted) {
        if (connection.stage() != Stage.LIVE) {
            return;
        }
        Set<Id> groups = admitted.getGroupsList().stream().map(Id::new).collect(Collectors.toSet());
        boolean isRight = groups.equals(connection.groups());
        if (check.isConfirmed(isRight) && checks.remove(connection, check) && !isRight) {
            log.info(
                    "A join or leave was lost on its way to {}; disconnecting it, so that it connects with its right groups",
                    connection);
            downlink.disconnect(connection, Downlink.Reason.TRY_AGAIN, ErrorCode.UNAVAILABLE.wireName());
        }
    }

    private void refuse(DeviceConnection connection, Check check, Refused refused) {
        ErrorCode code = ErrorCode.ofWireName(refused.getCode());
        boolean isFinal = code == null || !code.retryable();
        // The service refuses a replaced secret or certificate like one that never existed.
        String reason = (code == ErrorCode.BANNED ? code : ErrorCode.SESSION_ENDED).wireName();
        if (isFinal && checks.remove(connection, check) && connection.cut(reason)) {
            log.info("The end of the session of {} was lost on its way; disconnecting it", connection);
            downlink.disconnect(connection, Downlink.Reason.ENDED, reason);
        }
    }
}
