package io.waggle.broker.delivery;

import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.DeviceConnection.Stage;
import io.waggle.broker.connection.Questions;
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
 * Asks for devices that are in whether they still may be, and where they belong, after something may have been lost on the way to
 * this node. A cut, a join or a leave is told once: who has missed it is sent away, and comes back to what is right.
 *
 * <p>Safe on any thread; never blocks.
 */
final class Readmission {

    private static final Logger log = LoggerFactory.getLogger(Readmission.class);

    /**
     * About one device since one loss. What was told before the loss may still be on its way to the device, so an answer counts
     * when the next one is the same, a while later. Guarded by itself.
     */
    private static final class Doubt {
        private boolean asking;
        private boolean rests;
        private @Nullable Boolean answered;

        /** Called at each tick. */
        synchronized boolean begin() {
            boolean may = !asking && !rests;
            rests = false;
            asking |= may;
            return may;
        }

        synchronized void end() {
            asking = false;
            rests = true;
        }

        synchronized boolean isConfirmed(boolean answer) {
            boolean confirmed = answered != null && answered == answer;
            answered = answer;
            return confirmed;
        }
    }

    private final Questions questions;
    private final Downlink downlink;
    private final ConcurrentHashMap<DeviceConnection, Doubt> doubts = new ConcurrentHashMap<>();

    Readmission(Questions questions, Downlink downlink) {
        this.questions = questions;
        this.downlink = downlink;
    }

    /** They may have missed something; what was asked for them before does not count. */
    void doubt(Collection<DeviceConnection> connections) {
        connections.forEach(connection -> doubts.put(connection, new Doubt()));
    }

    /** Called every few seconds. */
    void tick() {
        doubts.keySet().removeIf(connection -> connection.stage() == Stage.CLOSED);
        doubts.forEach(this::ask);
    }

    private void ask(DeviceConnection connection, Doubt doubt) {
        ConnectRequest request = connection.admission();
        if (request == null || !doubt.begin()) {
            return;
        }
        var unused = questions
                .ask(connection, Subjects.CONNECT, request.toByteArray())
                .thenAccept(bytes -> settle(connection, doubt, Questions.parsed(() -> ConnectReply.parseFrom(bytes))))
                .whenComplete((done, fault) -> {
                    doubt.end();
                    if (fault != null && connection.stage() != Stage.CLOSED) {
                        log.warn("Could not find out whether {} may still be in; asking again", connection, fault);
                    }
                });
    }

    private void settle(DeviceConnection connection, Doubt doubt, ConnectReply reply) {
        switch (reply.getOutcomeCase()) {
            case ADMITTED -> compare(connection, doubt, reply.getAdmitted());
            case REFUSED -> refuse(connection, doubt, reply.getRefused());
            case OUTCOME_NOT_SET -> log.error("The service does not say whether {} may still be in", connection);
        }
    }

    private void compare(DeviceConnection connection, Doubt doubt, Admitted admitted) {
        if (connection.stage() != Stage.LIVE) {
            return;
        }
        Set<Id> groups = admitted.getGroupsList().stream().map(Id::new).collect(Collectors.toSet());
        boolean isRight = groups.equals(connection.groups());
        if (doubt.isConfirmed(isRight) && doubts.remove(connection, doubt) && !isRight) {
            log.info("{} has missed a join or a leave, and is to connect again", connection);
            downlink.disconnect(connection, Downlink.Reason.TRY_AGAIN, ErrorCode.UNAVAILABLE.wireName());
        }
    }

    private void refuse(DeviceConnection connection, Doubt doubt, Refused refused) {
        ErrorCode code = ErrorCode.ofWireName(refused.getCode());
        boolean isFinal = code == null || !code.retryable();
        // A secret or a certificate that was replaced is refused as one that never was.
        String reason = (code == ErrorCode.BANNED ? code : ErrorCode.SESSION_ENDED).wireName();
        if (isFinal && doubts.remove(connection, doubt) && connection.cut(reason)) {
            log.info("{} has missed that its session has ended", connection);
            downlink.disconnect(connection, Downlink.Reason.ENDED, reason);
        }
    }
}
