package io.waggle.im.log;

import io.waggle.im.database.DatabaseClaim;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The lanes and their threads. A conversation is always in the same lane, so that it has one writer: {@link DatabaseClaim}
 * ensures that no other process has lanes.
 */
@Component
class Lanes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final Replay replay;
    private final DatabaseClaim claim;
    private final List<Worker> workers;
    private volatile boolean running;

    Lanes(
            LaneProperties properties,
            EntryStore store,
            ChangeWriter writer,
            CopyWriter copies,
            CommitPort port,
            ChangeClock changes,
            Replay replay,
            DatabaseClaim claim,
            Clock clock) {
        this.replay = replay;
        this.claim = claim;
        workers = IntStream.range(0, properties.count())
                .mapToObj(
                        number -> new Worker(number, new Lane(store, writer, copies, port, changes, clock), properties))
                .toList();
    }

    /** Queues a task. The lane's thread completes its outcome. Never blocks. */
    void submit(LaneTask<?> task) {
        BlockingQueue<LaneTask<?>> waiting = laneOf(task.conversationId()).waiting;
        boolean mayWrite = running && claim.isHeld();
        if (!mayWrite || !waiting.offer(task)) {
            task.refuse(mayWrite ? ErrorCode.OVERLOADED : ErrorCode.UNAVAILABLE);
        } else if (!running && waiting.remove(task)) {
            // Queued after the lane's thread last read the queue.
            task.refuse(ErrorCode.UNAVAILABLE);
        }
    }

    @Override
    public void start() {
        replay.begin();
        running = true;
        workers.forEach(worker -> worker.thread.start());
    }

    /** Commits the waiting tasks, then ends the threads. */
    @Override
    public void stop() {
        running = false;
        replay.end();
        try {
            for (Worker worker : workers) {
                worker.thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts before all components that send, and stops after them. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 10_000;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Worker laneOf(Id conversation) {
        return workers.get(Math.floorMod(Long.hashCode(conversation.value()), workers.size()));
    }

    /**
     * One lane's thread.
     *
     * <p>When messages arrive one by one, the thread commits each at once. When a few arrive together, it waits a moment before
     * the next commit: a transaction costs about as much for ten messages as for two.
     */
    private final class Worker {

        private static final long PAUSE_MILLIS = 250;

        /** A batch of this size is efficient enough; the thread does not wait for more. */
        private static final int ENOUGH = 32;

        final Thread thread;
        final BlockingQueue<LaneTask<?>> waiting;
        private final Lane lane;
        private final int batchSize;
        private final Duration gather;
        private int lastBatch;

        Worker(int number, Lane lane, LaneProperties properties) {
            this.thread = Thread.ofPlatform().name("lane-" + number).unstarted(this::run);
            this.waiting = new ArrayBlockingQueue<>(properties.backlog());
            this.lane = lane;
            this.batchSize = properties.batch();
            this.gather = properties.gather();
        }

        private void run() {
            List<LaneTask<?>> batch = new ArrayList<>(batchSize);
            try {
                while (running || !waiting.isEmpty()) {
                    LaneTask<?> first = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    if (first != null) {
                        batch.add(first);
                        takeMore(batch);
                        lane.process(batch);
                        lastBatch = batch.size();
                        batch.clear();
                    } else if (lane.inDoubt()) {
                        settle();
                    }
                }
            } catch (InterruptedException stopped) {
                log.error("{} was interrupted; its conversations take no messages until a restart", thread.getName());
            }
        }

        private void takeMore(List<LaneTask<?>> batch) throws InterruptedException {
            waiting.drainTo(batch, batchSize - batch.size());
            boolean othersFollow = Math.max(lastBatch, batch.size()) > 1;
            if (othersFollow && batch.size() < Math.min(ENOUGH, batchSize) && gather.isPositive()) {
                Thread.sleep(gather);
                waiting.drainTo(batch, batchSize - batch.size());
            }
        }

        private void settle() {
            try {
                lane.settleDoubts();
            } catch (RuntimeException failure) {
                log.warn("The database still does not answer; {} checks again in a moment", thread.getName());
            }
        }
    }
}
