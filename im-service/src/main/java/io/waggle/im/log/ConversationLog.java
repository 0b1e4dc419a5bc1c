package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Head;
import io.waggle.im.log.ChangeWriter.Written;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Content;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one way to write into a conversation. */
@Service
public class ConversationLog {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MessageLanes lanes;
    private final ChangeWriter writer;
    private final Announcer announcer;
    private final Moments moments;
    private final MessageStore store;

    ConversationLog(MessageLanes lanes, ChangeWriter writer, Announcer announcer, Moments moments, MessageStore store) {
        this.lanes = lanes;
        this.writer = writer;
        this.announcer = announcer;
        this.moments = moments;
        this.store = store;
    }

    /** Note it before asking whether a message is allowed. */
    public long moment() {
        return moments.now();
    }

    /** Whether the conversation has changed since, so that what was allowed then is to be asked again. */
    public boolean isOutdated(Id conversation, long moment) {
        return moments.isOutdated(conversation, moment);
    }

    /**
     * Appends a message. Never blocks; the outcome comes from the lane's thread.
     *
     * @param goodUntil what it was allowed on holds until then, by the clock
     * @param allowedAt the {@link #moment} before its being allowed was asked
     */
    public CompletableFuture<AppendOutcome> append(
            Conversation conversation,
            Id sender,
            Id device,
            ByteString clientId,
            Content content,
            Lifetime lifetime,
            long goodUntil,
            long allowedAt) {
        CompletableFuture<AppendOutcome> outcome = new CompletableFuture<>();
        lanes.submit(
                new Draft(conversation, sender, device, clientId, content, lifetime, goodUntil, allowedAt, outcome));
        return outcome;
    }

    /** What became of the message if it was sent before; null: it was not. Asks the database. */
    public AppendOutcome.@Nullable Committed stored(Id sender, ByteString clientId) {
        return store.stored(List.of(new MessageKey(sender, clientId))).stream()
                .map(row -> new AppendOutcome.Committed(row.conversationId(), row.seq(), row.createdAt()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Makes a change of a group in its turn, and waits until it is committed and announced.
     *
     * @throws Refused if the work refuses; or, if the code is retryable, it is not known whether it was made
     */
    public <T> T change(Id gid, Id actor, ChangeWork<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        lanes.submit(new ChangeTask<>(new Conversation.Group(gid), actor, work, outcome));
        return await(outcome);
    }

    /**
     * Makes a new group: like {@link #change}, but on the caller's thread, since nobody else knows of the group yet. So it
     * may take its time.
     */
    public <T> T found(Id gid, Id actor, ChangeWork<T> work) {
        Written<T> written = writer.write(Head.none(gid), actor, work);
        written.rows().forEach(row -> announcer.announce(new Conversation.Group(gid), row));
        return written.result();
    }

    private static <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Refused(ErrorCode.UNAVAILABLE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.UNAVAILABLE);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw new IllegalStateException("a change failed", failed.getCause());
        }
    }
}
