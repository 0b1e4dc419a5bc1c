package io.waggle.im.log;

import io.waggle.im.database.BatchSession;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;

/**
 * Keeps threads in step with the log: their messages, what their roots show, and who follows them. Only a lane calls it, within
 * the transaction that writes or erases the entries.
 */
@Component
class ThreadWriter {

    private final ThreadMapper mapper;
    private final ThreadBatchMapper batch;

    ThreadWriter(ThreadMapper mapper, BatchSession session) {
        this.mapper = mapper;
        this.batch = session.mapper(ThreadBatchMapper.class);
    }

    /** Queues the rows of those entries that belong to threads. Call it when the entries are queued, and flush afterwards. */
    void add(List<EntryRow> entries) {
        List<EntryRow> inThreads =
                entries.stream().filter(row -> row.rootSeq() != 0).toList();
        if (inThreads.isEmpty()) {
            return;
        }
        Collection<ThreadGrowth> grown = ThreadGrowth.of(inThreads);
        inThreads.forEach(batch::insert);
        grown.forEach(batch::grow);
        grown.forEach(thread -> batch.followOwn(thread.conversationId(), thread.rootSeq()));
        inThreads.forEach(batch::follow);
    }

    /** Takes erased messages out of their threads. */
    void remove(Collection<EntryRef> entries) {
        List<ThreadLoss> losses = mapper.findLosses(entries);
        if (losses.isEmpty()) {
            return;
        }
        mapper.deleteEntries(entries);
        for (ThreadLoss loss : losses) {
            EntryRef last = mapper.findLast(loss.conversationId(), loss.rootSeq());
            mapper.shrink(loss, last == null ? null : last.seq());
        }
    }
}
