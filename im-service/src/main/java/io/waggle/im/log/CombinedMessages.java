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

    /**
     * A page of the messages directly within a combined message; fewer than asked for if they are large.
     *
     * @param inside the number of a combined message within the entry; 0: the entry itself
     * @param after the number after which the page begins
     */
    public Page page(EntryRef entry, int inside, int after, int limit) {
        List<CombinedRow> rows = mapper.findPage(entry, inside, after, limit + 1);
        List<CombinedRow> page = PageSize.fitting(
                rows, limit, PageSize.BYTES, 1, row -> row.content().getSerializedSize());
        return new Page(page.stream().map(CombinedMessages::shown).toList(), rows.size() > page.size());
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
