package io.waggle.im.message;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.live.Live;
import io.waggle.im.log.Permit;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Now;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The ephemeral path: its messages go to the connected devices, under the rules of the durable path, and are not stored.
 */
@Service
class EphemeralMessages {

    private static final Logger log = LoggerFactory.getLogger(EphemeralMessages.class);

    private final Permissions permissions;
    private final Live live;
    private final Clock clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    EphemeralMessages(Permissions permissions, Live live, Clock clock) {
        this.permissions = permissions;
        this.live = live;
        this.clock = clock;
    }

    /**
     * An ephemeral message to send.
     *
     * @param device the device it came from
     */
    record EphemeralMessage(Id sender, Id device, Topic.Destination to, Content content) {}

    /** Sends a message. Never blocks. Completes when the message is on its way; fails with {@link Refused} if it is refused. */
    CompletableFuture<Void> send(EphemeralMessage message) {
        Permit permit = permissions.cached(message.sender(), message.to());
        if (permit != null) {
            publish(message, permit.conversation());
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(() -> askAndPublish(message), executor);
    }

    @PreDestroy
    void close() {
        executor.close();
    }

    private void askAndPublish(EphemeralMessage message) {
        try {
            publish(message, permissions.ask(message.sender(), message.to()).conversation());
        } catch (DataAccessException | TransactionException failure) {
            log.warn("The permission for an ephemeral message could not be checked; the message is refused", failure);
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
    }

    private void publish(EphemeralMessage message, Conversation conversation) {
        Now.Builder now = Now.newBuilder()
                .setFrom(message.sender().value())
                .setAt(clock.millis())
                .setContent(message.content());
        switch (conversation) {
            case Conversation.Pair pair -> {
                Id peer = pair.peerOf(message.sender());
                Down down = down(now.setTo(peer.value()));
                live.nowToUsers(message.sender(), peer, down, message.device());
            }
            case Conversation.Group group -> {
                Down down = down(now.setGid(group.id().value()));
                live.nowToGroup(group.id(), down, message.device());
            }
        }
    }

    private static Down down(Now.Builder now) {
        return Down.newBuilder().setNow(now).build();
    }
}
