package io.waggle.im.schedule;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.log.Committed;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.MediaReferences;
import io.waggle.im.message.Messages;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends scheduled messages when they are due.
 *
 * <p>A message is sent once, whatever dies meanwhile. Its row becomes {@code SENDING} before the first attempt, and nobody changes
 * it from then on. The row is deleted after the commit of the message. If the service dies in between, the next attempt has the
 * same message id, so it finds the stored message.
 *
 * <p>A refusal is final if its code says so, and the row becomes {@code FAILED}; if it says when to come again, as in slow mode, the
 * row becomes {@code WAITING} until then. Otherwise it is not known whether the message is stored: the row stays as it is, and the
 * next attempt follows after a pause that doubles each time.
 */
@Component
class ScheduledSender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ScheduledSender.class);

    private static final long TICK_MILLIS = 500;
    private static final int AT_ONCE = 200;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final ScheduleMapper mapper;
    private final ScheduleNotices notices;
    private final Messages messages;
    private final ConversationLog conversationLog;
    private final Conversations conversations;
    private final MediaReferences media;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    ScheduledSender(
            ScheduleMapper mapper,
            ScheduleNotices notices,
            Messages messages,
            ConversationLog conversationLog,
            Conversations conversations,
            MediaReferences media,
            TransactionTemplate transaction,
            Clock clock) {
        this.mapper = mapper;
        this.notices = notices;
        this.messages = messages;
        this.conversationLog = conversationLog;
        this.conversations = conversations;
        this.media = media;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Messages of one user in one conversation are sent in their order; the others do not wait for them. */
    private record Sequence(Id uid, Id conversationId) {}

    @Scheduled(fixedDelay = TICK_MILLIS)
    void tick() {
        try {
            while (running && sendSome() == AT_ONCE) {}
        } catch (DataAccessException | TransactionException away) {
            log.warn("Scheduled messages could not be read; the next tick tries again", away);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        threads.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private int sendSome() {
        long now = clock.millis();
        List<Id> due = mapper.findDue(now, AT_ONCE);
        if (due.isEmpty()) {
            return 0;
        }
        mapper.claim(due, now);
        List<ScheduledRow> claimed = mapper.findClaimed(due, now);
        Map<Id, Conversation> places =
                conversations
                        .find(claimed.stream().map(ScheduledRow::conversationId).collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.toMap(Conversation::id, Function.identity()));
        Map<Sequence, List<ScheduledRow>> sequences = new LinkedHashMap<>();
        claimed.forEach(row -> sequences
                .computeIfAbsent(new Sequence(row.uid(), row.conversationId()), first -> new ArrayList<>())
                .add(row));
        List<CompletableFuture<Void>> sending = sequences.entrySet().stream()
                .map(sequence -> {
                    Conversation place =
                            Objects.requireNonNull(places.get(sequence.getKey().conversationId()));
                    return CompletableFuture.runAsync(() -> sendInOrder(place, sequence.getValue()), threads);
                })
                .toList();
        sending.forEach(CompletableFuture::join);
        return due.size();
    }

    private void sendInOrder(Conversation place, List<ScheduledRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            try {
                send(place, rows.get(i));
            } catch (Refused retryable) {
                postpone(rows.subList(i, rows.size()), retryable);
                return;
            } catch (DataAccessException | TransactionException away) {
                log.warn(
                        "Scheduled message {} was sent or refused, which could not be recorded; the next attempt does it",
                        rows.get(i).id(),
                        away);
                return;
            }
        }
    }

    /** @throws Refused if it is not known whether the message is stored */
    private void send(Conversation place, ScheduledRow row) {
        try {
            // A permission that was remembered when the message was scheduled does not count.
            messages.permit(row.uid(), place);
            sent(row, ConversationLog.await(messages.send(place, row.draft())));
        } catch (Refused refused) {
            if (refused.code().retryable()) {
                throw refused;
            }
            // An earlier attempt may have stored it before its sender lost the permission.
            Committed stored = conversationLog.stored(place, row.draft());
            if (stored != null) {
                sent(row, stored);
            } else if (refused.retryAfter() > 0) {
                mapper.delay(
                        row.id(),
                        clock.millis()
                                + Duration.ofSeconds(refused.retryAfter()).toMillis());
            } else {
                failed(row, refused);
            }
        }
    }

    private void sent(ScheduledRow row, Committed committed) {
        transaction.executeWithoutResult(status -> {
            mapper.delete(List.of(row.id()));
            media.release(List.of(row.id()));
        });
        notices.sent(row, committed.seq());
    }

    private void failed(ScheduledRow row, Refused refused) {
        mapper.fail(row.id(), refused.code().wireName(), refused.detail());
        notices.failed(row, refused);
    }

    private void postpone(List<ScheduledRow> rows, Refused reason) {
        Duration pause = reason.retryAfter() > 0
                ? Duration.ofSeconds(reason.retryAfter())
                : pause(rows.getFirst().attempts());
        log.info(
                "Scheduled message {} could not be sent ({}); the next attempt is in {} s",
                rows.getFirst().id(),
                reason.code().wireName(),
                pause.toSeconds());
        mapper.postpone(rows.stream().map(ScheduledRow::id).toList(), clock.millis() + pause.toMillis());
    }

    /** The time until the next attempt. */
    static Duration pause(int attemptsBefore) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attemptsBefore, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
