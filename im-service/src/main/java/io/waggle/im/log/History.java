package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.im.conversation.Heads;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Edited;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.Quote;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads a conversation's log page by page, for its members. */
@Service
public class History {

    private static final HistoryFilter EVERYTHING = new HistoryFilter(null, null);
    private static final List<EntryKind> FOLLOWING = EntryKind.with(EntryKind.Trait.FOLLOWS_ITS_MESSAGE);

    private final EntryMapper mapper;
    private final AmendmentMapper amendments;
    private final Views views;
    private final HistoryDepth depth;
    private final Heads heads;
    private final Clock clock;

    History(EntryMapper mapper, AmendmentMapper amendments, Views views, HistoryDepth depth, Heads heads, Clock clock) {
        this.mapper = mapper;
        this.amendments = amendments;
        this.views = views;
        this.depth = depth;
        this.heads = heads;
        this.clock = clock;
    }

    /**
     * A page of entries; fewer than asked for if they are large.
     *
     * @throws Refused if the reader is not a member of the conversation, or it does not exist
     */
    public Page page(Id reader, Id conversation, HistoryQuery query) {
        View view = views.of(reader, conversation);
        if (query.since() != null) {
            return ascending(
                    view, mapper.findAmended(view, query.since(), FOLLOWING, query.count() + 1), query.count());
        }
        if (query.around() != null) {
            return around(view, query.around(), query.filter(), query.count());
        }
        if (query.from() != null) {
            return after(view, lastBefore(conversation, query.from()), query.filter(), query.count());
        }
        if (query.after() != null) {
            return after(view, query.after(), query.filter(), query.count());
        }
        long before = query.before() == null ? Long.MAX_VALUE : query.before();
        return newest(view, before, query.filter(), query.count());
    }

    /**
     * A page of the messages of a thread, without its root.
     *
     * @throws Refused if the reader is not a member of the conversation, or it does not exist
     */
    public Page thread(Id reader, Id conversation, long rootSeq, HistoryQuery query) {
        View view = views.of(reader, conversation);
        HistoryFilter filter = new HistoryFilter(null, null, rootSeq);
        return query.after() == null
                ? newest(view, query.before() == null ? Long.MAX_VALUE : query.before(), filter, query.count())
                : after(view, query.after(), filter, query.count());
    }

    /** Half of the page are entries before the position; the other half begins with the entry there. */
    private Page around(View view, long seq, HistoryFilter filter, int count) {
        int older = count / 2;
        int newer = count - older;
        List<EntryRow> after = find(view, PageRange.oldestAfter(Math.max(view.floor(), seq - 1)), filter, newer + 1);
        List<EntryRow> afterPage = PageSize.fitting(after, newer, PageSize.BYTES, 1, EntryRow::size);
        List<EntryRow> before = find(view, PageRange.newestBefore(seq, view.floor()), filter, older + 1);
        List<EntryRow> beforePage =
                PageSize.fitting(before, older, PageSize.BYTES - bytes(afterPage), 0, EntryRow::size);
        List<EntryRow> page = Stream.concat(beforePage.reversed().stream(), afterPage.stream())
                .toList();
        return new Page(shown(view, page), before.size() + after.size() > page.size());
    }

    private Page after(View view, long after, HistoryFilter filter, int count) {
        PageRange range = PageRange.oldestAfter(Math.max(after, view.floor()));
        return ascending(view, find(view, range, filter, count + 1), count);
    }

    private Page newest(View view, long before, HistoryFilter filter, int count) {
        PageRange range = PageRange.newestBefore(before, view.floor());
        List<EntryRow> rows = find(view, range, filter, count + 1);
        List<EntryRow> page = PageSize.fitting(rows, count, PageSize.BYTES, 1, EntryRow::size);
        return new Page(shown(view, page.reversed()), rows.size() > page.size());
    }

    private long lastBefore(Id conversation, Instant time) {
        return depth.lastBefore(List.of(conversation), time.toEpochMilli()).getOrDefault(conversation, 0L);
    }

    private List<EntryRow> find(View view, PageRange range, HistoryFilter filter, int limit) {
        return mapper.findPage(view, range, filter, EntryKind.SAID, FOLLOWING, clock.millis(), limit);
    }

    /**
     * One entry.
     *
     * @throws Refused if there is no entry with this number that the reader may see
     */
    public Message entry(Id reader, Id conversation, long seq) {
        View view = views.of(reader, conversation);
        return shown(view, visible(view, seq));
    }

    /**
     * The answer to a change of an entry: the entry for the reader who saw it before the change. They may have left the
     * conversation, or deleted the entry for themselves, since.
     */
    public Message changed(View before, long seq) {
        return shown(
                before,
                mapper.findEntries(List.of(new EntryRef(before.conversationId(), seq)))
                        .getFirst());
    }

    /**
     * The contents that a message has had, the oldest first and the present one last.
     *
     * @throws Refused if there is no entry with this number that the reader may see, or its content is gone
     */
    public List<Message> versions(Id reader, Id conversation, long seq) {
        View view = views.of(reader, conversation);
        EntryRow row = visible(view, seq);
        if (row.isGone(clock.millis())) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        return contents(row, shown(view, row));
    }

    /** The same without a reader. */
    public List<Message> contents(EntryRef message) {
        return mapper.findEntries(List.of(message)).stream()
                .flatMap(row -> contents(row, row.toMessage(clock.millis())).stream())
                .toList();
    }

    private List<Message> contents(EntryRow row, Message present) {
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

    private EntryRow visible(View view, long seq) {
        return mapper.findSeen(view, List.of(seq), FOLLOWING).stream()
                .findFirst()
                .orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND));
    }

    /** The entries with these references; entries that do not exist are left out. */
    public List<Message> entries(Collection<EntryRef> entries) {
        return entries.isEmpty()
                ? List.of()
                : mapper.findEntries(entries).stream()
                        .map(row -> row.toMessage(clock.millis()))
                        .toList();
    }

    /** The entries with these numbers that the reader sees. */
    public List<Message> entries(View view, Collection<Long> seqs) {
        return seqs.isEmpty() ? List.of() : shown(view, mapper.findSeen(view, seqs, FOLLOWING));
    }

    /**
     * The newest entry of each conversation that lists show and the reader sees.
     *
     * @param views what the reader sees of the conversations with these heads
     */
    public List<Message> previews(Id reader, Collection<Head> heads, Map<Id, View> views) {
        List<EntryRef> entries = new ArrayList<>();
        List<Preview> unsure = new ArrayList<>();
        for (Head head : heads) {
            View view = Objects.requireNonNull(views.get(head.conversationId()));
            if (head.previewSeq() <= view.floor()) {
                continue;
            }
            if (view.hides()) {
                unsure.add(new Preview(head.conversationId(), head.previewSeq(), view.floor()));
            } else {
                entries.add(new EntryRef(head.conversationId(), head.previewSeq()));
            }
        }
        if (!unsure.isEmpty()) {
            entries.addAll(mapper.findPreviews(reader, unsure, EntryKind.with(EntryKind.Trait.IS_PREVIEWED)));
        }
        return entries.isEmpty()
                ? List.of()
                : mapper.findEntries(entries).stream()
                        .map(row -> shown(Objects.requireNonNull(views.get(row.conversationId())), row))
                        .toList();
    }

    /** The reader's unread messages after each of the positions. */
    public List<Unread> unread(Id reader, Collection<ReadPosition> positions) {
        return positions.isEmpty()
                ? List.of()
                : mapper.findUnread(
                        reader,
                        positions,
                        EntryKind.with(EntryKind.Trait.COUNTS_AS_UNREAD),
                        positions.stream().anyMatch(ReadPosition::hides),
                        clock.millis());
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

    private Page ascending(View view, List<EntryRow> rows, int count) {
        List<EntryRow> page = PageSize.fitting(rows, count, PageSize.BYTES, 1, EntryRow::size);
        return new Page(shown(view, page), rows.size() > page.size());
    }

    private static int bytes(List<EntryRow> rows) {
        return rows.stream().mapToInt(EntryRow::size).sum();
    }

    private List<Message> shown(View view, List<EntryRow> rows) {
        return rows.stream().map(row -> shown(view, row)).toList();
    }

    /** The entry as the reader sees it: it shows nothing of an earlier entry that is too old. */
    private Message shown(View view, EntryRow row) {
        Message message = row.toMessage(clock.millis());
        return view.conceals(row.aboutSeq()) ? concealed(message) : message;
    }

    private static Message concealed(Message message) {
        Message.Builder concealed = message.toBuilder();
        if (message.hasQuote()) {
            concealed.setQuote(
                    Quote.newBuilder().setSeq(message.getQuote().getSeq()).setGone(true));
        }
        if (message.getContent().hasEdit()) {
            concealed.getContentBuilder().getEditBuilder().clearContent();
        }
        return concealed.build();
    }

    /** The next entries that the reader sees, without those that came from the device or have expired. */
    public Piece piece(View view, long after, int limit, Id device) {
        // Read the head first: then all entries up to it are visible to the query below.
        long newest = Math.max(after, lastSeq(view.conversationId()));
        List<EntryRow> rows = find(view, PageRange.oldestAfter(Math.max(after, view.floor())), EVERYTHING, limit);
        long last = rows.isEmpty() ? newest : rows.getLast().seq();
        return new Piece(
                rows.stream()
                        .filter(row -> !row.skips(device))
                        .map(row -> shown(view, row))
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
