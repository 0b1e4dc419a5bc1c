package io.waggle.im.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The durable path: whatever is sent, from wherever, passes here. */
@Service
class Messages {

    private static final Logger log = LoggerFactory.getLogger(Messages.class);

    /** How long a permission is good without asking again: what is withdrawn is felt within this. */
    private static final Duration PERMISSION_LIFE = Duration.ofMillis(900);

    private static final int REMEMBERED_PERMISSIONS = 200_000;

    private final MessagingPolicy policy;
    private final MessageLanes lanes;
    private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<Permission, Conversation> permissions = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_PERMISSIONS)
            .expireAfterWrite(PERMISSION_LIFE)
            .build();

    Messages(MessagingPolicy policy, MessageLanes lanes) {
        this.policy = policy;
        this.lanes = lanes;
    }

    /** Never blocks; the outcome comes from a lane's thread or a virtual one. */
    CompletableFuture<SendOutcome> send(SendCommand command) {
        CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        Permission permission = new Permission(command.sender(), command.to());
        Conversation conversation = permissions.getIfPresent(permission);
        if (conversation != null) {
            submit(command, conversation, outcome);
        } else {
            askers.execute(() -> askAndSubmit(command, permission, outcome));
        }
        return outcome;
    }

    @PreDestroy
    void close() {
        askers.close();
    }

    private void askAndSubmit(SendCommand command, Permission permission, CompletableFuture<SendOutcome> outcome) {
        try {
            Conversation conversation = policy.admit(command.sender(), command.to());
            permissions.put(permission, conversation);
            submit(command, conversation, outcome);
        } catch (Refused refused) {
            outcome.complete(new SendOutcome.Rejected(refused.code(), refused.detail()));
        } catch (DataAccessException | TransactionException failure) {
            log.warn("Whether a message is allowed could not be asked", failure);
            outcome.complete(SendOutcome.Rejected.of(ErrorCode.UNAVAILABLE));
        } catch (RuntimeException fault) {
            log.error("A message could not be sent", fault);
            outcome.complete(SendOutcome.Rejected.of(ErrorCode.INTERNAL));
        }
    }

    private void submit(SendCommand command, Conversation conversation, CompletableFuture<SendOutcome> outcome) {
        lanes.submit(new Draft(
                conversation,
                command.sender(),
                command.device(),
                command.clientId(),
                command.content().toByteString(),
                outcome));
    }

    private record Permission(Id sender, Topic.Destination to) {}
}
