package io.waggle.im.message;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.AppendOutcome;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.media.MediaClaims;
import io.waggle.im.media.MediaClaims.Claimed;
import io.waggle.im.message.Permissions.Permission;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The durable path: whatever is sent, from wherever, passes here. */
@Service
class Messages {

    private static final Logger log = LoggerFactory.getLogger(Messages.class);

    private final Permissions permissions;
    private final ConversationLog conversationLog;
    private final MediaClaims media;
    private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();

    Messages(Permissions permissions, ConversationLog conversationLog, MediaClaims media) {
        this.permissions = permissions;
        this.conversationLog = conversationLog;
        this.media = media;
    }

    /** Never blocks; the outcome comes from a lane's thread or a virtual one. */
    CompletableFuture<SendOutcome> send(SendCommand command) {
        CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        Permission permission = permissions.remembered(command.sender(), command.to());
        if (permission != null && !MediaClaims.concerns(command.content())) {
            append(new Claimed(command.content(), Long.MAX_VALUE), command, permission, outcome);
        } else {
            askers.execute(() -> askAndAppend(command, outcome));
        }
        return outcome;
    }

    @PreDestroy
    void close() {
        askers.close();
    }

    private void askAndAppend(SendCommand command, CompletableFuture<SendOutcome> outcome) {
        try {
            Permission permission = permissions.ask(command.sender(), command.to());
            Claimed claimed = claim(command, outcome);
            if (claimed != null) {
                append(claimed, command, permission, outcome);
            }
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

    /**
     * On a thread that may wait. Null: it has its outcome. Media may go while their message stays, so one that comes again is
     * looked up before it is refused.
     */
    private @Nullable Claimed claim(SendCommand command, CompletableFuture<SendOutcome> outcome) {
        try {
            return media.claim(command.sender(), command.content()).join();
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof Refused refused)) {
                throw failed;
            }
            AppendOutcome.Committed sent = conversationLog.stored(command.sender(), command.clientId());
            if (sent == null) {
                throw refused;
            }
            outcome.complete(new SendOutcome.Committed(sent.conversation(), sent.seq(), sent.at()));
            return null;
        }
    }

    private void append(
            Claimed claimed, SendCommand command, Permission permission, CompletableFuture<SendOutcome> outcome) {
        if (command.lifetime().burnAfter() != null && !hasAnotherReader(permission.conversation())) {
            outcome.complete(new SendOutcome.Rejected(
                    ErrorCode.INVALID_PAYLOAD, "burnAfter is for messages to one other user: give expiresAt instead"));
            return;
        }
        var unused = conversationLog
                .append(
                        permission.conversation(),
                        command.sender(),
                        command.device(),
                        command.clientId(),
                        claimed.content(),
                        command.lifetime(),
                        claimed.goodUntil(),
                        permission.moment())
                .whenComplete((appended, fault) -> settle(command, appended, fault, outcome));
    }

    private static boolean hasAnotherReader(Conversation conversation) {
        return switch (conversation) {
            case Conversation.Pair pair -> !pair.lowUid().equals(pair.highUid());
            case Conversation.Group group -> false;
        };
    }

    private void settle(
            SendCommand command,
            @Nullable AppendOutcome appended,
            @Nullable Throwable fault,
            CompletableFuture<SendOutcome> outcome) {
        switch (appended) {
            case AppendOutcome.Committed(Id conversation, long seq, long at) ->
                outcome.complete(new SendOutcome.Committed(conversation, seq, at));
            case AppendOutcome.Rejected(ErrorCode code, String detail) ->
                outcome.complete(new SendOutcome.Rejected(code, detail));
            case AppendOutcome.Outdated outdated -> askers.execute(() -> askAndAppend(command, outcome));
            case null -> {
                log.error("A message could not be appended", fault);
                outcome.complete(SendOutcome.Rejected.of(ErrorCode.INTERNAL));
            }
        }
    }
}
