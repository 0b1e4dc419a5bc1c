package io.waggle.im.schedule;

import io.waggle.im.account.AccountDeactivated;
import io.waggle.im.account.Accounts;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.log.Committed;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.Draft;
import io.waggle.im.log.Lifetime;
import io.waggle.im.log.MediaReferences;
import io.waggle.im.message.Messages;
import io.waggle.im.message.Messages.Admitted;
import io.waggle.kit.http.Check;
import io.waggle.kit.http.Page;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Stores the messages that are to be sent later, and changes and cancels them.
 *
 * <p>A message is checked when it is scheduled, so that a mistake is noticed while its sender is there. Whether it may be sent is
 * decided at its time. The row's state decides whether a change or the sending comes first: {@link ScheduledSender} takes only a
 * message that waits, and only a message that is not being sent is changed.
 */
@Service
class ScheduleService {

    /** Messages due sooner could be sent before their sender knows that they are scheduled. */
    static final Duration SOONEST = Duration.ofSeconds(5);

    static final Duration LATEST = Duration.ofDays(365);

    private final ScheduleMapper mapper;
    private final ScheduleNotices notices;
    private final ScheduleProperties properties;
    private final Messages messages;
    private final ConversationLog conversationLog;
    private final Conversations conversations;
    private final MediaReferences media;
    private final Accounts accounts;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random;

    ScheduleService(
            ScheduleMapper mapper,
            ScheduleNotices notices,
            ScheduleProperties properties,
            Messages messages,
            ConversationLog conversationLog,
            Conversations conversations,
            MediaReferences media,
            Accounts accounts,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock,
            SecureRandom random) {
        this.mapper = mapper;
        this.notices = notices;
        this.properties = properties;
        this.messages = messages;
        this.conversationLog = conversationLog;
        this.conversations = conversations;
        this.media = media;
        this.accounts = accounts;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /** Schedules a message. With the id of one that is scheduled in the same conversation, returns that one unchanged. */
    ScheduledMessage schedule(Caller caller, Payloads.Scheduled wanted) {
        Topic.Destination to = Check.present("to", wanted.to());
        Send send = requireMessage(wanted.send());
        long sendAt = time(Check.present("sendAt", wanted.sendAt()));
        Draft draft = draft(caller.uid(), send);
        checkLifetime(draft.lifetime(), sendAt);
        Admitted admitted = messages.admit(to, draft);
        refuseSent(admitted, draft);
        ScheduledRow row = ScheduledRow.of(
                ids.next(),
                admitted.conversation().id(),
                draft,
                admitted.claimed().content(),
                sendAt,
                clock.millis());
        ScheduledRow stored = inTransaction(() -> insertOnce(row, admitted));
        if (stored.id().equals(row.id())) {
            notices.waits(row, caller.did());
        }
        return ScheduledMessage.of(stored);
    }

    private ScheduledRow insertOnce(ScheduledRow row, Admitted admitted) {
        // Holding the account makes the count exact, and after the account's end there is no new message.
        accounts.hold(row.uid());
        ScheduledRow earlier = mapper.findByClientId(row.uid(), row.conversationId(), row.clientId());
        if (earlier != null) {
            return earlier;
        }
        if (mapper.count(row.uid()) >= properties.perUser()) {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    "you have " + properties.perUser() + " scheduled messages, which is the limit; cancel one first");
        }
        mapper.insert(row);
        holdMedia(row, admitted);
        return row;
    }

    private void holdMedia(ScheduledRow row, Admitted admitted) {
        if (admitted.claimed().goodUntil() < clock.millis()) {
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
        media.hold(row.id(), row.content());
    }

    /** An id is used once: a scheduled message with the id of one in the log would never be sent. */
    private void refuseSent(Admitted admitted, Draft draft) {
        Committed sent = conversationLog.stored(admitted.conversation(), draft);
        if (sent != null) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "id is that of message " + sent.seq() + ", which is sent; give a new id, or leave it out");
        }
    }

    /** The user's scheduled messages, the next due first. */
    ScheduledPage list(Id uid, @Nullable Id conversation, @Nullable String cursor, @Nullable Integer limit) {
        int count = Page.limit(limit);
        ScheduledPage.Place after = cursor == null ? null : ScheduledPage.Place.parse(cursor);
        return ScheduledPage.of(mapper.findPage(uid, conversation, after, count + 1), count);
    }

    ScheduledMessage get(Id uid, Id id) {
        return ScheduledMessage.of(found(mapper.find(uid, id)));
    }

    /** Changes the time, the message, or both. One that has failed waits again. */
    ScheduledMessage change(Caller caller, Id id, Payloads.Scheduled wanted) {
        if (wanted.to() != null) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "to cannot be changed; cancel the message and schedule a new one");
        }
        Send send = wanted.send();
        if (send != null && !send.getId().isEmpty()) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "id cannot be changed; leave it out");
        }
        Long sendAt = wanted.sendAt() == null ? null : time(wanted.sendAt());
        if (send == null && sendAt == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "give sendAt, or the message, or both");
        }
        ScheduledRow before = found(mapper.find(caller.uid(), id));
        requireChangeable(before, sendAt);
        Admitted admitted = send == null ? null : admit(before, send);
        ScheduledRow changed =
                inTransaction(() -> change(found(mapper.lock(caller.uid(), id)), send, sendAt, admitted));
        notices.waits(changed, caller.did());
        return ScheduledMessage.of(changed);
    }

    private Admitted admit(ScheduledRow before, Send send) {
        Conversation conversation =
                conversations.find(List.of(before.conversationId())).getFirst();
        return messages.admit(conversation, draft(before.uid(), send));
    }

    private ScheduledRow change(
            ScheduledRow row, @Nullable Send send, @Nullable Long sendAt, @Nullable Admitted admitted) {
        requireChangeable(row, sendAt);
        Content content = admitted == null ? row.content() : admitted.claimed().content();
        Lifetime lifetime = send == null ? row.lifetime() : Lifetime.of(send);
        ScheduledRow changed = row.changed(content, lifetime, sendAt == null ? row.sendAt() : sendAt);
        checkLifetime(lifetime, changed.sendAt());
        mapper.update(changed);
        if (admitted != null) {
            media.release(List.of(row.id()));
            holdMedia(changed, admitted);
        }
        return changed;
    }

    void cancel(Caller caller, Id id) {
        ScheduledRow cancelled = inTransaction(() -> {
            ScheduledRow row = found(mapper.lock(caller.uid(), id));
            requireNotSending(row);
            mapper.delete(List.of(id));
            media.release(List.of(id));
            return row;
        });
        notices.cancelled(cancelled, caller.did());
    }

    /** Cancels all messages of a user in the transaction that ends the account. */
    @EventListener
    void cancelAll(AccountDeactivated event) {
        List<Id> scheduled = mapper.findOfUser(event.uid());
        if (!scheduled.isEmpty()) {
            mapper.delete(scheduled);
            media.release(scheduled);
        }
    }

    private static void requireChangeable(ScheduledRow row, @Nullable Long sendAt) {
        requireNotSending(row);
        if (sendAt == null && row.state() == ScheduledState.FAILED) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "the message has failed; give sendAt, the time of a new attempt");
        }
    }

    private static void requireNotSending(ScheduledRow row) {
        if (row.state() == ScheduledState.SENDING) {
            throw new Refused(
                    ErrorCode.NOT_PENDING,
                    "the message is being sent and can no longer be changed; recall it once it is sent");
        }
    }

    private static ScheduledRow found(@Nullable ScheduledRow row) {
        if (row == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return row;
    }

    private static Send requireMessage(@Nullable Send send) {
        if (send == null) {
            throw new Refused(
                    ErrorCode.INVALID_PAYLOAD,
                    "the message has no content; give it text, image, file, voice, video, album, location, card or custom");
        }
        return send;
    }

    private Draft draft(Id uid, Send send) {
        return Draft.of(uid, Draft.NO_DEVICE, MessageIds.of(send, clock, random), send);
    }

    private long time(Instant sendAt) {
        Instant now = clock.instant();
        if (sendAt.isBefore(now.plus(SOONEST)) || sendAt.isAfter(now.plus(LATEST))) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "sendAt must be at least " + SOONEST.toSeconds() + " seconds and at most " + LATEST.toDays()
                            + " days from now");
        }
        return sendAt.toEpochMilli();
    }

    private static void checkLifetime(Lifetime lifetime, long sendAt) {
        if (lifetime.expiresAt() != null && lifetime.expiresAt() <= sendAt) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "expiresAt must be after sendAt");
        }
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
