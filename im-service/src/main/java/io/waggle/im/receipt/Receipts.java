package io.waggle.im.receipt;

import io.waggle.im.delivery.Reached;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Sends receipts when a cursor has moved. The caller has stored the cursor before; this class only notifies the others. */
@Service
public class Receipts implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final long TICK_MILLIS = 100;

    private final ReceiptFeed feed = new ReceiptFeed();
    private final ReceiptPusher pusher;
    private final Clock clock;
    private volatile boolean running;

    Receipts(ReceiptPusher pusher, Clock clock) {
        this.pusher = pusher;
        this.clock = clock;
    }

    /**
     * Notes that a member has read up to an entry.
     *
     * @param peer the other user of a pair; null in a group
     */
    public void read(Id conversation, Id uid, @Nullable Id peer, long readSeq) {
        note(conversation, uid, peer, new Progress(readSeq, null));
    }

    @EventListener
    void reached(Reached reached) {
        note(reached.conversation(), reached.uid(), reached.peer(), new Progress(null, reached.seq()));
    }

    private void note(Id conversation, Id uid, @Nullable Id peer, Progress progress) {
        // The conversation with oneself has no other reader.
        if (!uid.equals(peer)) {
            feed.note(conversation, peer == null ? null : new DueReceipts.Pair(uid, peer), uid, progress);
        }
    }

    @Scheduled(fixedDelay = TICK_MILLIS)
    void tick() {
        if (running) {
            push(feed.due(clock.millis()));
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Pushes all waiting receipts, paused or not. */
    @Override
    public void stop() {
        running = false;
        push(feed.all());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void push(List<DueReceipts> due) {
        try {
            if (!due.isEmpty()) {
                pusher.push(due);
            }
        } catch (DataAccessException away) {
            log.warn("Receipts of {} conversations could not be pushed; clients get them on request", due.size(), away);
        }
    }

    static Receipt receipt(Id conversation, Id uid, Progress progress) {
        Receipt.Builder receipt =
                Receipt.newBuilder().setConversation(conversation.value()).setUid(uid.value());
        if (progress.readSeq() != null) {
            receipt.setReadSeq(progress.readSeq());
        }
        if (progress.deliveredSeq() != null) {
            receipt.setDeliveredSeq(progress.deliveredSeq());
        }
        return receipt.build();
    }

    /** The receipts of a group. With a single reader, the form is the same as in a pair. */
    static Down ofGroup(Id gid, Map<Id, Progress> readers) {
        if (readers.size() == 1) {
            Map.Entry<Id, Progress> one = readers.entrySet().iterator().next();
            return Down.newBuilder()
                    .setReceipt(receipt(gid, one.getKey(), one.getValue()))
                    .build();
        }
        io.waggle.protocol.v1.Receipts.Builder receipts =
                io.waggle.protocol.v1.Receipts.newBuilder().setConversation(gid.value());
        readers.forEach((uid, progress) -> {
            if (progress.readSeq() != null) {
                receipts.addReadersBuilder().setUid(uid.value()).setReadSeq(progress.readSeq());
            }
        });
        return Down.newBuilder().setReceipts(receipts).build();
    }
}
