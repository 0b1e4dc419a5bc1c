package io.waggle.im.message;

import com.google.protobuf.ByteString;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.About;
import io.waggle.im.log.Committed;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.CopyWork;
import io.waggle.im.log.Draft;
import io.waggle.im.log.EntryBody;
import io.waggle.im.log.Outdated;
import io.waggle.im.log.Permit;
import io.waggle.im.media.MediaClaims;
import io.waggle.im.media.MediaClaims.Claimed;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import io.waggle.protocol.v1.Content;
import jakarta.annotation.PreDestroy;
import org.springframework.stereotype.Service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The durable path: every message goes through this class, from MQTT, HTTP and the server itself. */
@Service
public class Messages {

    private final Permissions permissions;
    private final MessageRate rate;
    private final ConversationLog conversationLog;
    private final MediaClaims media;
    private final Replies replies;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    Messages(
            Permissions permissions,
            MessageRate rate,
            ConversationLog conversationLog,
            MediaClaims media,
            Replies replies) {
        this.permissions = permissions;
        this.rate = rate;
        this.conversationLog = conversationLog;
        this.media = media;
        this.replies = replies;
    }

    /**
     * Sends a message. Never blocks.
     *
     * @return completed by a lane's thread or a virtual one; fails with {@link Refused} if the message may not be sent
     */
    public CompletableFuture<Committed> send(Topic.Destination to, Draft draft) {
        Permit permit = permissions.cached(draft.sender(), to);
        return permit != null && !needsLooking(draft.content()) && rate.take(draft.sender(), permit.conversation())
                ? append(to, permit, draft, draft)
                : whereItMayWait(() -> {
                    Permit held = permit == null ? permissions.ask(draft.sender(), to) : permit;
                    return lookAndAppend(to, held, draft, true);
                });
    }

    /** Sends a message into a conversation, like the other {@code send}. */
    public CompletableFuture<Committed> send(Conversation conversation, Draft draft) {
        return send(destination(draft.sender(), conversation), draft);
    }

    /**
     * Checks a message that is to be sent later, as if it were sent now. Call it on a thread that may wait.
     *
     * @throws Refused if the message may not be sent now
     */
    public Admitted admit(Topic.Destination to, Draft draft) {
        Permit permit = permissions.ask(draft.sender(), to);
        Conversation conversation = permit.conversation();
        checkMentions(permit, draft.content().getMentionAll());
        checkBurns(conversation, draft);
        replies.find(conversation, draft);
        replies.checkThread(conversation, draft);
        return new Admitted(conversation, claim(draft));
    }

    /** Checks a message into a conversation, like the other {@code admit}. */
    public Admitted admit(Conversation conversation, Draft draft) {
        return admit(destination(draft.sender(), conversation), draft);
    }

    /**
     * A message that may be sent.
     *
     * @param claimed its content with the description of its media, and how long they are kept for it
     */
    public record Admitted(Conversation conversation, Claimed claimed) {}

    /**
     * Asks for the permission to write into a conversation, for something that is not a new message. Call it on a thread that may
     * wait.
     *
     * @throws Refused if the user may not write there now
     */
    public Permit permit(Id sender, Conversation conversation) {
        return permissions.ask(sender, destination(sender, conversation));
    }

    /**
     * Counts an edit as a message of its sender.
     *
     * @throws Refused if they write too often into the conversation
     */
    public void countEdit(Id sender, Conversation conversation) {
        rate.require(sender, conversation);
    }

    /**
     * Asks for the permission to edit a message, like {@link #permit}.
     *
     * @param mentionsAll whether the message mentions all members after the edit
     */
    public Permit permitEdit(Id sender, Conversation conversation, boolean mentionsAll) {
        Permit permit = permit(sender, conversation);
        checkMentions(permit, mentionsAll);
        return permit;
    }

    private static Topic.Destination destination(Id sender, Conversation conversation) {
        return switch (conversation) {
            case Conversation.Pair pair -> new Topic.ToUser(pair.peerOf(sender));
            case Conversation.Group group -> new Topic.ToGroup(group.id());
        };
    }

    /**
     * Sends copies of messages that are stored elsewhere, all of them or none. Call it on a thread that may wait.
     *
     * @param ids the client message ids of the copies, in their order
     * @return the places of the copies, in their order
     * @throws Refused if the sender may not write there now, or the work refuses
     */
    public List<Committed> copy(Id sender, Topic.Destination to, List<ByteString> ids, CopyWork work) {
        return conversationLog.copy(() -> permissions.ask(sender, to), sender, ids, conversation -> {
            rate.require(sender, conversation, ids.size());
            return work.apply(conversation);
        });
    }

    /**
     * Whether the database or media-service must be asked about the content before it can be appended, or before it is refused.
     */
    private static boolean needsLooking(Content content) {
        return MediaClaims.hasMedia(content)
                || content.getReplyTo() != 0
                || content.getThread() != 0
                || content.getMentionAll();
    }

    @PreDestroy
    void close() {
        executor.close();
    }

    private CompletableFuture<Committed> whereItMayWait(Supplier<CompletableFuture<Committed>> sending) {
        return CompletableFuture.completedFuture(sending).thenComposeAsync(Supplier::get, executor);
    }

    /**
     * Runs on a thread that may wait. Media may be deleted and replied messages recalled while the message stays, and a
     * resend may come too soon, so a draft that was appended before is looked up before it is refused.
     *
     * @param counts whether the message still has to pass the {@link MessageRate}
     */
    private CompletableFuture<Committed> lookAndAppend(
            Topic.Destination to, Permit permit, Draft draft, boolean counts) {
        try {
            if (counts) {
                rate.require(draft.sender(), permit.conversation());
            }
            checkMentions(permit, draft.content().getMentionAll());
            About replied = replies.find(permit.conversation(), draft);
            replies.checkThread(permit.conversation(), draft);
            Claimed claimed = claim(draft);
            EntryBody body = new EntryBody.Said(claimed.content(), replied);
            return append(to, permit.until(claimed.goodUntil()), draft, draft.with(body));
        } catch (Refused refused) {
            Committed before = conversationLog.stored(permit.conversation(), draft);
            return before == null ? CompletableFuture.failedFuture(refused) : CompletableFuture.completedFuture(before);
        }
    }

    private Claimed claim(Draft draft) {
        try {
            return media.claim(draft.sender(), draft.content()).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** @param asked the draft as its sender wrote it, to ask for a new permit */
    private CompletableFuture<Committed> append(Topic.Destination to, Permit permit, Draft asked, Draft draft) {
        try {
            checkBurns(permit.conversation(), draft);
        } catch (Refused refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return conversationLog
                .append(permit, draft)
                .exceptionallyCompose(fault -> fault instanceof Outdated
                        ? whereItMayWait(() -> lookAndAppend(to, permissions.ask(asked.sender(), to), asked, false))
                        : CompletableFuture.failedFuture(fault));
    }

    private static void checkMentions(Permit permit, boolean mentionsAll) {
        if (mentionsAll && !permit.mayMentionAll()) {
            throw new Refused(
                    ErrorCode.NOT_ALLOWED,
                    "only the owner and the admins of a group may mention all members; leave out mentionAll");
        }
    }

    private static void checkBurns(Conversation conversation, Draft draft) {
        if (draft.lifetime().burnAfter() != null && !hasAnotherReader(conversation)) {
            throw new Refused(
                    ErrorCode.INVALID_PAYLOAD,
                    "burnAfter is only for messages to one other user; give expiresAt instead");
        }
    }

    private static boolean hasAnotherReader(Conversation conversation) {
        return switch (conversation) {
            case Conversation.Pair pair -> !pair.lowUid().equals(pair.highUid());
            case Conversation.Group group -> false;
        };
    }
}
