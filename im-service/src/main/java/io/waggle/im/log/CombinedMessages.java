package io.waggle.im.log;

import io.waggle.protocol.v1.CombinedMessage;
import org.springframework.stereotype.Service;

import java.util.List;

/** Reads what combined messages contain, page by page. The caller checks whether the reader may see the message. */
@Service
public class CombinedMessages {

    private final CombinedMapper mapper;

    CombinedMessages(CombinedMapper mapper) {
        this.mapper = mapper;
    }

    /** A page of the messages directly within a combined message; fewer than asked for if they are large. */
    public Page page(EntryRef entry, CombinedQuery query) {
        return page(mapper.findPage(entry, query.parent(), query.start(), query.count() + 1), query.count());
    }

    /** The same page of a combined message that is stored elsewhere. */
    public static Page page(List<CombinedRow> all, CombinedQuery query) {
        List<CombinedRow> rows = all.stream()
                .filter(row -> row.parent() == query.parent() && row.number() > query.start())
                .limit(query.count() + 1L)
                .toList();
        return page(rows, query.count());
    }

    private static Page page(List<CombinedRow> rows, int limit) {
        List<CombinedRow> page = PageSize.fitting(
                rows, limit, PageSize.BYTES, 1, row -> row.content().getSerializedSize());
        return new Page(page.stream().map(CombinedMessages::shown).toList(), rows.size() > page.size());
    }

    /** All messages that a combined message contains, in order of their numbers. */
    public List<CombinedRow> all(EntryRef entry) {
        return mapper.findAll(entry);
    }

    private static CombinedMessage shown(CombinedRow row) {
        return CombinedMessage.newBuilder()
                .setSeq(row.number())
                .setFrom(row.senderUid().value())
                .setAt(row.sentAt())
                .setContent(row.content())
                .build();
    }

    /** @param more whether there are more messages after these */
    public record Page(List<CombinedMessage> items, boolean more) {}
}
