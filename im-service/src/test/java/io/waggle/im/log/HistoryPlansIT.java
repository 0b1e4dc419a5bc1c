package io.waggle.im.log;

import io.waggle.im.QueryPlan;
import io.waggle.im.RunningService;
import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.ReactionCount;
import io.waggle.protocol.v1.Reactions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page reads as many rows of a long log as of a short one, in every form. The rows are those that the database says it has read.
 * {@code -Dwaggle.history.entries=2000000} makes the log longer; rows and times are told.
 */
class HistoryPlansIT {

    private static final Logger log = LoggerFactory.getLogger(HistoryPlansIT.class);
    private static final RunningService SERVICE = RunningService.start(Map.of());

    private static final int SHORT = 2_000;
    private static final int LONG = Integer.getInteger("waggle.history.entries", 40_000);
    /** How many entries one statement writes. */
    private static final int AT_ONCE = 40_000;

    private static final Id IN_SHORT = new Id(47_110);
    private static final Id IN_LONG = new Id(47_111);
    private static final Id READER = new Id(9);
    private static final Id SENDER = new Id(8);
    private static final int LIMIT = 21;

    /** How many times the long log is twice the short one, rounded up: a bisection takes that many steps more. */
    private static final int DOUBLINGS = 32 - Integer.numberOfLeadingZeros(LONG / SHORT);

    @BeforeAll
    static void fill() {
        fill(IN_SHORT, SHORT);
        fill(IN_LONG, LONG);
        SERVICE.sql()
                .sql("analyze table entry, entry_facet, thread_entry, expiry, amendment, hidden_entry")
                .query()
                .listOfRows();
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void pages_readTheirRangeByKey() {
        assertThat(plan("findPage", page(IN_LONG, older(LONG / 2), null, null)).getFirst())
                .isEqualTo("entry PRIMARY");
        assertThat(plan("findPage", page(IN_LONG, older(LONG / 2), Facet.IMAGE, null))
                        .subList(0, 2))
                .containsExactly("entry_facet PRIMARY", "entry PRIMARY");
        assertThat(plan("findPage", threadPage(IN_LONG, older(LONG / 2))).subList(0, 2))
                .containsExactly("thread_entry PRIMARY", "entry PRIMARY");
        assertThat(plan("findPage", page(IN_LONG, older(LONG / 2), null, SENDER))
                        .getFirst())
                .isEqualTo("entry entry_sender");
        assertThat(plan("findPage", page(IN_LONG, older(LONG / 2), Facet.IMAGE, null)))
                .noneMatch(step -> step.endsWith(" null"));
    }

    /** Their counts are beside the message. */
    @Test
    void pages_readNoRowsOfReactions() {
        assertThat(plan("findPage", page(IN_LONG, older(LONG / 2), null, null)))
                .contains("amendment PRIMARY")
                .noneMatch(step -> step.startsWith("reaction"));
    }

    @Test
    void hiddenEntries_areLookedUpByKey() {
        Map<String, Object> parameters = page(IN_LONG, older(LONG / 2), null, null);
        parameters.put("view", new View(IN_LONG, READER, 0, 0, true));

        assertThat(plan("findPage", parameters))
                .contains("hidden_entry PRIMARY")
                .noneMatch(step -> step.endsWith(" null"));
        assertThat(plan(
                        "findPreviews",
                        Map.of(
                                "uid",
                                READER,
                                "previews",
                                List.of(new Preview(IN_LONG, LONG, 0), new Preview(IN_SHORT, SHORT, 0)),
                                "previewed",
                                List.of(EntryKind.SAID))))
                .contains("entry PRIMARY", "hidden_entry PRIMARY")
                .doesNotContain("entry null", "hidden_entry null");
    }

    @Test
    void page_ofEveryForm_readsAsManyRowsOfALongLogAsOfAShortOne() {
        for (long place : List.of(Long.MAX_VALUE, 1_000L)) {
            sameRows("findPage", id -> page(id, older(place), null, null), 0);
            sameRows("findPage", id -> page(id, older(place), Facet.IMAGE, null), 0);
            sameRows("findPage", id -> page(id, older(place), null, SENDER), 0);
            sameRows("findPage", id -> threadPage(id, older(place)), 0);
        }
        sameRows("findPage", id -> page(id, PageRange.oldestAfter(1_000), null, null), 0);
        sameRows("findPage", id -> page(id, PageRange.oldestAfter(1_000), Facet.IMAGE, null), 0);
        sameRows("findPage", id -> page(id, PageRange.oldestAfter(1_000), null, SENDER), 0);
        sameRows("findPage", id -> threadPage(id, PageRange.oldestAfter(1_000)), 0);
    }

    @Test
    void time_isFoundByBisection() {
        // Each step of the bisection reads an entry, and writes and reads rows of its own.
        sameRows("findLastBefore", id -> Map.of("conversationIds", List.of(id), "time", 700L), 8 * DOUBLINGS);
    }

    @Test
    void amended_areReadFromTheirVersionOn() {
        sameRows(
                "findAmended",
                id -> Map.of(
                        "view",
                        new View(id, READER, 0, 0, false),
                        "since",
                        3L,
                        "following",
                        List.of(EntryKind.EDITED),
                        "limit",
                        LIMIT),
                0);
    }

    @Test
    void unread_readsNoMoreWhereEntriesAreHidden() {
        sameRows(
                "findUnread",
                id -> Map.of(
                        "uid",
                        READER,
                        "positions",
                        List.of(new ReadPosition(100, true, new Head(id, SHORT, SHORT, SHORT, 1))),
                        "counting",
                        List.of(EntryKind.SAID),
                        "hides",
                        true,
                        "now",
                        1L),
                0);
    }

    private interface Parameters {
        Map<String, Object> in(Id conversation);
    }

    private static void sameRows(String statement, Parameters parameters, int more) {
        long inShort = rowsRead(statement, parameters.in(IN_SHORT));
        long before = System.nanoTime();
        long inLong = rowsRead(statement, parameters.in(IN_LONG));
        Duration time = Duration.ofNanos(System.nanoTime() - before);
        log.info(
                "{} {}: {} rows in {} ms; of a short log {} rows",
                statement,
                parameters.in(IN_LONG),
                inLong,
                time.toMillis(),
                inShort);

        assertThat(inLong).as(statement).isPositive().isLessThanOrEqualTo(inShort + more);
    }

    private static PageRange older(long before) {
        return PageRange.newestBefore(before, 0);
    }

    private static Map<String, Object> page(
            Id conversation, PageRange range, @Nullable Facet facet, @Nullable Id sender) {
        return new HashMap<>(Map.of(
                "view",
                new View(conversation, READER, 0, 0, false),
                "range",
                range,
                "filter",
                new HistoryFilter(facet, sender),
                "said",
                EntryKind.SAID,
                "following",
                List.of(EntryKind.EDITED),
                "now",
                2L,
                "limit",
                LIMIT));
    }

    private static Map<String, Object> threadPage(Id conversation, PageRange range) {
        Map<String, Object> page = page(conversation, range, null, null);
        page.put("filter", new HistoryFilter(null, null, 1L));
        return page;
    }

    private static List<String> plan(String statement, Map<String, Object> parameters) {
        return QueryPlan.of(SERVICE, "io.waggle.im.log.EntryMapper." + statement, parameters);
    }

    /** How many rows the database reads for the statement. */
    private static long rowsRead(String statement, Map<String, Object> parameters) {
        return Objects.requireNonNull(SERVICE.bean(TransactionTemplate.class).execute(status -> {
            long before = reads();
            int found = QueryPlan.rows(SERVICE, "io.waggle.im.log.EntryMapper." + statement, parameters);
            assertThat(found).as(statement).isPositive();
            return reads() - before;
        }));
    }

    private static long reads() {
        List<Long> reads = new ArrayList<>();
        SERVICE.sql().sql("show session status like 'Handler_read%'").query(row -> {
            reads.add(row.getLong("Value"));
        });
        return reads.stream().mapToLong(Long::longValue).sum();
    }

    private static void fill(Id conversation, int entries) {
        for (int first = 1; first <= entries; first += AT_ONCE) {
            fill(conversation, first, Math.min(entries, first + AT_ONCE - 1));
        }
        SERVICE.sql()
                .sql("replace into conversation_head values (?, ?, ?, ?, ?)")
                .params(conversation.value(), entries, entries, entries, entries)
                .update();
    }

    /**
     * Every tenth entry is an image, every tenth is in the thread of the first, and the reader has deleted every hundredth. Every
     * twentieth has a reaction, and every hundredth was edited.
     */
    private static void fill(Id conversation, int first, int last) {
        String numbers = """
                with recursive numbers (seq) as (select %d union all select seq + 1 from numbers where seq < %d)
                """.formatted(first, last);
        SERVICE.inTransaction(() -> {
            SERVICE.sql().sql(limitOfRecursion()).update();
            insert(
                    "entry (conversation_id, seq, ordinal, sender_uid, sender_did, client_id, kind, content, created_at)",
                    numbers + "select ?, seq, seq, 8, 0, unhex(lpad(hex(seq), 32, '0')), 'SAID', '', seq from numbers",
                    conversation);
            insert(
                    "entry_facet (conversation_id, facet, seq)",
                    numbers + "select ?, 'IMAGE', seq from numbers where seq % 10 = 0",
                    conversation);
            insert(
                    "thread_entry (conversation_id, root_seq, seq, sender_uid)",
                    numbers + "select ?, 1, seq, 8 from numbers where seq % 10 = 5",
                    conversation);
            insert(
                    "hidden_entry (uid, conversation_id, seq)",
                    numbers + "select 9, ?, seq from numbers where seq % 100 = 0",
                    conversation);
            insert(
                    "amendment (conversation_id, seq, version, edited_at, reactions)",
                    numbers + "select ?, seq, seq div 20, if(seq % 100 = 0, 1, null), " + oneReaction()
                            + " from numbers where seq % 20 = 0",
                    conversation);
        });
    }

    private static String oneReaction() {
        byte[] reactions = Reactions.newBuilder()
                .addCounts(ReactionCount.newBuilder().setEmoji("👍").setCount(1))
                .build()
                .toByteArray();
        return "x'" + HexFormat.of().formatHex(reactions) + "'";
    }

    private static void insert(String into, String select, Id conversation) {
        SERVICE.sql()
                .sql("insert ignore into " + into + " " + select)
                .param(conversation.value())
                .update();
    }

    private static String limitOfRecursion() {
        boolean mariaDb = SERVICE.sql()
                .sql("select version()")
                .query(String.class)
                .single()
                .contains("MariaDB");
        return "set session " + (mariaDb ? "max_recursive_iterations" : "cte_max_recursion_depth") + " = " + AT_ONCE;
    }
}
