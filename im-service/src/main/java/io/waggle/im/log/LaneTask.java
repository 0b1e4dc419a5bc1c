package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A piece of work that waits in the lane of its conversation. */
sealed interface LaneTask<T> {

    Id conversationId();

    CompletableFuture<T> outcome();

    /** Ends the task without doing it. Does nothing if the task has ended already. */
    default void refuse(ErrorCode code) {
        outcome().completeExceptionally(new Refused(code));
    }

    /** A task that may write new entries. Commit listeners are notified of them. */
    sealed interface Writing<T> extends LaneTask<T> {

        Conversation conversation();

        @Override
        default Id conversationId() {
            return conversation().id();
        }
    }

    /** Appends one entry, in one transaction with the other appends, erasures and reactions that wait. */
    record Append(Permit permit, Draft draft, CompletableFuture<Committed> outcome) implements Writing<Committed> {

        @Override
        public Conversation conversation() {
            return permit.conversation();
        }

        EntryKey key() {
            return draft.keyIn(conversation());
        }
    }

    /**
     * Makes one change, in its own transaction.
     *
     * @param permit the permission to make it; null if the work itself decides whether the change is allowed
     */
    record Change<T>(
            Conversation conversation,
            @Nullable Permit permit,
            Id actor,
            ChangeWork<T> work,
            CompletableFuture<T> outcome)
            implements Writing<T> {}

    /**
     * Appends copies of messages, in their own transaction.
     *
     * @param keys the keys of the copies, in their order. Copies that are stored already are not made again
     */
    record Copying(Permit permit, List<EntryKey> keys, CopyWork work, CompletableFuture<List<Committed>> outcome)
            implements Writing<List<Committed>> {

        @Override
        public Conversation conversation() {
            return permit.conversation();
        }
    }

    /**
     * Adds or removes one reaction, in one transaction with the other tasks that wait. It writes no entry.
     *
     * @param permit the permission to write there; null if none is needed
     */
    record React(Id conversationId, @Nullable Permit permit, Reaction reaction, CompletableFuture<Reacted> outcome)
            implements LaneTask<Reacted> {

        void end(ReactionOutcome reacted) {
            switch (reacted) {
                case ReactionOutcome.Made made -> outcome.complete(made.reacted());
                case ReactionOutcome.Denied denied -> outcome.completeExceptionally(denied.refused());
            }
        }
    }

    /** Erases the content of entries, in one transaction with the appends, reactions and other erasures that wait. */
    record Erase(Id conversationId, List<EntryRef> entries, CompletableFuture<Void> outcome)
            implements LaneTask<Void> {}
}
