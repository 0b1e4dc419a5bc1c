package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.im.conversation.Heads;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Edited;
import io.waggle.protocol.v1.Message;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads a conversation's log page by page, for its members. */
@Service
public class History {

    /** The largest total content of a page, so that it fits into one answer over MQTT: JSON may turn one byte into six. */
    private static final int PAGE_BYTES = 80 * 1024;

    private final EntryMapper mapper;
    private final AmendmentMapper amendments;
    private final Views views;
    private final Heads heads;
    private final Clock clock;

    History(EntryMapper mapper, AmendmentMapper amendments, Views views, Heads heads, Clock clock) {
        this.mapper = mapper;
        this.amendments = amendments;
        this.views = views;
        this.heads = heads;
        this.clock = clock;
    }

    /**
     * A page of entries; fewer than asked for if they are large.
     *
     * @throws Refused if the reader is not a member of the conversation, or it does not exist
     */
    public Page page(Id reader, Id conversation, HistoryQuery query) {
        long floor = views.of(reader, conversation).floor();
        if (query.since() != null) {
            return ascending(mapper.findAmended(conversation, query.since(), floor, query.count() + 1), query.count());
        }
        if (query.after() != null) {
            long after = Math.max(query.after(), floor);
            return ascending(mapper.findAfter(conversation, after, query.count() + 1), query.count());
        }
        long before = query.before() == null ? Long.MAX_VALUE : query.before();
        return newest(conversation, before, floor, query.count());
    }

    /**
     * One entry.
     *
     * @throws Refused if there is no entry with this number that the reader may see
     */
    public Message entry(Id reader, Id conversation, long seq) {
        return shown(visible(reader, conversation, seq));
    }

    /**
     * The contents that a message has had, the oldest first and the present one last.
     *
     * @throws Refused if there is no entry with this number that the reader may see, or its content is gone
     */
    public List<Message> versions(Id reader, Id conversation, long seq) {
        EntryRow row = visible(reader, conversation, seq);
        if (row.isGone(clock.millis())) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        return contents(row);
    }

    /** The same without a reader. */
    public List<Message> contents(EntryRef message) {
        return mapper.findEntries(List.of(message)).stream()
                .flatMap(row -> contents(row).stream())
                .toList();
    }

    private List<Message> contents(EntryRow row) {
        Message present = shown(row);
        List<Message> contents = new ArrayList<>();
        for (EntryVersion version : amendments.findVersions(new EntryRef(row.conversationId(), row.seq()))) {
            contents.add(asItWas(present, version));
        }
        contents.add(present);
        return contents;
    }

    private static Message asItWas(Message present, EntryVersion version) {
        Message.Builder message =
                present.toBuilder().setContent(version.content()).clearVersion();
        return version.number() == 1
                ? message.clearEdited().build()
                : message.setEdited(Edited.newBuilder().setAt(version.createdAt()))
                        .build();
    }

    private EntryRow visible(Id reader, Id conversation, long seq) {
        if (!views.shows(views.of(reader, conversation), seq)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return mapper.findEntries(List.of(new EntryRef(conversation, seq))).stream()
                .findFirst()
                .orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND));
    }

    /** The entries with these references; entries that do not exist are left out. */
    public List<Message> entries(Collection<EntryRef> entries) {
        return entries.isEmpty()
                ? List.of()
                : mapper.findEntries(entries).stream().map(this::shown).toList();
    }

    /** The reader's unread messages after each of the positions. */
    public List<Unread> unread(Id reader, Collection<ReadPosition> positions) {
        return positions.isEmpty()
                ? List.of()
                : mapper.findUnread(
                        reader, positions, EntryKind.with(EntryKind.Trait.COUNTS_AS_UNREAD), clock.millis());
    }

    /** When the entry was committed. */
    public long timeOf(Id conversation, long seq) {
        return mapper.findEntries(List.of(new EntryRef(conversation, seq)))
                .getFirst()
                .createdAt();
    }

    /** The number of the newest entry; 0 if there is none. */
    public long lastSeq(Id conversation) {
        Head head = heads.of(conversation);
        return head == null ? 0 : head.lastSeq();
    }

    private Page newest(Id conversation, long before, long floor, int count) {
        List<EntryRow> rows = mapper.findBefore(conversation, before, floor, count + 1);
        List<EntryRow> page = fitting(rows, count);
        return new Page(page.reversed().stream().map(this::shown).toList(), rows.size() > page.size());
    }

    private Page ascending(List<EntryRow> rows, int count) {
        List<EntryRow> page = fitting(rows, count);
        return new Page(page.stream().map(this::shown).toList(), rows.size() > page.size());
    }

    /** The first rows that fit into a page, at least one. */
    private static List<EntryRow> fitting(List<EntryRow> rows, int count) {
        int taken = 0;
        int bytes = 0;
        for (EntryRow row : rows.subList(0, Math.min(count, rows.size()))) {
            bytes += row.size();
            if (taken > 0 && bytes > PAGE_BYTES) {
                break;
            }
            taken++;
        }
        return rows.subList(0, taken);
    }

    private Message shown(EntryRow row) {
        return row.toMessage(clock.millis());
    }

    /**
     * The next entries for a device, without those that came from it or have expired. The caller checks whether the device may
     * see them.
     */
    public Piece piece(Id conversation, long after, int limit, Id device) {
        // Read the head first: then all entries up to it are visible to the query below.
        long newest = Math.max(after, lastSeq(conversation));
        List<EntryRow> rows = mapper.findAfter(conversation, after, limit);
        long last = rows.isEmpty() ? newest : rows.getLast().seq();
        return new Piece(
                rows.stream()
                        .filter(row -> !row.skips(device))
                        .map(this::shown)
                        .filter(message -> !message.getExpired())
                        .toList(),
                rows.size() == limit ? last : Math.max(last, newest));
    }

    /**
     * A part of the log for a device, in ascending order.
     *
     * @param upTo the end of the part that was read; entries up to here that are not in the piece are not for the device
     */
    public record Piece(List<Message> items, long upTo) {}

    /**
     * A page of the log, in ascending order.
     *
     * @param more whether there are more entries in the requested direction
     */
    public record Page(List<Message> items, boolean more) {}
}
