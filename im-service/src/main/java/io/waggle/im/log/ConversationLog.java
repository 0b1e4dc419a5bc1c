package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Head;
import io.waggle.im.log.ChangeWriter.Written;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The only way to write into a conversation. All writes go through the conversation's {@link Lane}. */
@Service
public class ConversationLog {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lanes lanes;
    private final ChangeWriter writer;
    private final CommitPort port;
    private final ChangeClock changes;
    private final EntryStore store;

    ConversationLog(Lanes lanes, ChangeWriter writer, CommitPort port, ChangeClock changes, EntryStore store) {
        this.lanes = lanes;
        this.writer = writer;
        this.port = port;
        this.changes = changes;
        this.store = store;
    }

    /** The time on the {@link ChangeClock}. Read it before you ask for a {@link Permit}. */
    public long now() {
        return changes.now();
    }

    /** Whether the permit still holds. */
    public boolean holds(Permit permit) {
        return changes.holds(permit);
    }

    /** Voids the permits that depend on what the user may do, or on what others may do to them. */
    public void changed(Id user) {
        changes.changed(user);
    }

    /** Voids all permits. */
    public void allChanged() {
        changes.allChanged();
    }

    /**
     * Appends an entry. Never blocks.
     *
     * @return completed by the lane's thread; fails with {@link Outdated} if the permit does not hold, or with {@link Refused}
     */
    public CompletableFuture<Committed> append(Permit permit, Draft draft) {
        return submit(new LaneTask.Append(permit, draft, new CompletableFuture<>()));
    }

    /** The place of the draft if it was appended before; null if it was not. Reads the database. */
    public @Nullable Committed stored(Conversation conversation, Draft draft) {
        return store.stored(List.of(draft.keyIn(conversation))).stream()
                .map(EntryRow::place)
                .findFirst()
                .orElse(null);
    }

    /**
     * Makes a change in the conversation's lane, and waits until it is committed and announced.
     *
     * @throws Refused if the work refuses. If the code is retryable, it is not known whether the change was made
     */
    public <T> T change(Conversation conversation, Id actor, ChangeWork<T> work) {
        return await(submit(new LaneTask.Change<>(conversation, null, actor, work, new CompletableFuture<>())));
    }

    /**
     * Makes a change that needs a permission, like {@link #change}. If another change voids the permit first, asks for a new one.
     *
     * @param permits asks for the permit; fails with {@link Refused} if the actor may not make the change
     */
    public <T> T change(Supplier<Permit> permits, Id actor, ChangeWork<T> work) {
        return permitted(
                permits,
                permit -> new LaneTask.Change<>(permit.conversation(), permit, actor, work, new CompletableFuture<>()));
    }

    /**
     * Appends copies of messages, all of them or none, and waits until they are committed and announced. Copies that were appended
     * before are not appended again.
     *
     * @param permits asks for the permit; fails with {@link Refused} if the sender may not write there
     * @param ids the client message ids of the copies, in their order
     * @return the places of the copies, in their order
     * @throws Refused if the work refuses. If the code is retryable, it is not known whether the copies were appended
     */
    public List<Committed> copy(Supplier<Permit> permits, Id sender, List<ByteString> ids, CopyWork work) {
        return permitted(permits, permit -> {
            Id conversation = permit.conversation().id();
            List<EntryKey> keys = ids.stream()
                    .map(id -> new EntryKey(conversation, sender, id))
                    .toList();
            return new LaneTask.Copying(permit, keys, work, new CompletableFuture<>());
        });
    }

    /**
     * Adds a reaction to a message, and waits until that is committed.
     *
     * @param permits asks for the permit; fails with {@link Refused} if the user may not write there
     * @throws Refused if the message is gone, or a limit is reached
     */
    public Reacted react(Supplier<Permit> permits, Reaction reaction) {
        return permitted(permits, permit -> react(permit, reaction));
    }

    /**
     * Removes a reaction from a message, and waits until that is committed. Does nothing if it is not there.
     *
     * @throws Refused if the message is gone
     */
    public Reacted unreact(Reaction reaction) {
        return await(submit(react((Permit) null, reaction)));
    }

    private static LaneTask<Reacted> react(@Nullable Permit permit, Reaction reaction) {
        return new LaneTask.React(reaction.message().conversationId(), permit, reaction, new CompletableFuture<>());
    }

    private <T> T permitted(Supplier<Permit> permits, Function<Permit, LaneTask<T>> task) {
        while (true) {
            Permit permit = permits.get();
            try {
                return await(submit(task.apply(permit)));
            } catch (Outdated changedMeanwhile) {
                // The next round asks for a permit that knows of that change.
            }
        }
    }

    /**
     * Creates a group: like {@link #change}, but on the caller's thread, since nobody else knows the group yet. So the work may
     * take long.
     */
    public <T> T found(Conversation.Group group, Id actor, ChangeWork<T> work) {
        Written<T> written = writer.write(Head.none(group.id()), actor, work);
        written.rows().forEach(row -> port.committed(group, row));
        return written.result();
    }

    /**
     * Erases the content of entries, and waits until that is committed. The entries keep their numbers.
     *
     * @throws Refused if it is not known whether all were erased
     */
    void erase(Collection<EntryRef> entries) {
        entries.stream().collect(Collectors.groupingBy(EntryRef::conversationId)).entrySet().stream()
                .map(some -> submit(new LaneTask.Erase(some.getKey(), some.getValue(), new CompletableFuture<>())))
                .toList()
                .forEach(ConversationLog::await);
    }

    private <T> CompletableFuture<T> submit(LaneTask<T> task) {
        lanes.submit(task);
        return task.outcome();
    }

    /**
     * Waits for a lane's answer.
     *
     * @throws Refused if the lane refuses, or does not answer in time
     */
    public static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Refused(ErrorCode.UNAVAILABLE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.UNAVAILABLE);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("a task of a lane failed", failed.getCause());
        }
    }
}
