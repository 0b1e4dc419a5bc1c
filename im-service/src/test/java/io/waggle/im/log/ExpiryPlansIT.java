package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.im.QueryPlan;
import io.waggle.im.RunningService;
import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** That some messages expire costs a page, a reading and a sweep no more than rows that they show, read or delete. */
class ExpiryPlansIT {

    private static final Id CONVERSATION = new Id(4_711);
    private static final View VIEW = new View(CONVERSATION, new Id(9), 0, 0, false);
    private static final int ENTRIES = 500;

    private final RunningService service = RunningService.shared();

    /** Enough for a table not to be read whole for being small. */
    @BeforeEach
    void fill() {
        service.inTransaction(() -> IntStream.rangeClosed(1, ENTRIES).forEach(this::insert));
        service.sql().sql("analyze table entry, expiry, amendment").query().listOfRows();
    }

    @Test
    void pages_readEntriesAndTheirTimesByKey() {
        assertThat(plan("EntryMapper.findPage", page(PageRange.newestBefore(100, 0))))
                .containsExactlyElementsOf(byKeys("entry PRIMARY"));
        assertThat(plan("EntryMapper.findPage", page(PageRange.oldestAfter(400))))
                .containsExactlyElementsOf(byKeys("entry PRIMARY"));
        assertThat(plan("EntryMapper.findAfter", Map.of("conversationId", CONVERSATION, "after", 400L, "limit", 21)))
                .containsExactlyElementsOf(byKeys("entry PRIMARY"));
        assertThat(plan("EntryMapper.findEntries", Map.of("entries", List.of(new EntryRef(CONVERSATION, 3)))))
                .containsExactlyElementsOf(byKeys("entry PRIMARY"));
    }

    @Test
    void amended_areFoundByTheirVersions() {
        assertThat(plan(
                        "EntryMapper.findAmended",
                        Map.of("view", VIEW, "since", 480L, "following", List.of(EntryKind.EDITED), "limit", 21)))
                .first()
                .isEqualTo("amendment amendment_version");
    }

    @Test
    void lastMessages_areFoundByTheirSenders() {
        List<Author> authors = List.of(new Author(CONVERSATION, new Id(8)), new Author(CONVERSATION, new Id(9)));

        assertThat(plan("EntryMapper.findLastMessages", Map.of("authors", authors, "kind", EntryKind.SAID)))
                .filteredOn(step -> step.startsWith("entry"))
                .hasSize(2)
                .containsOnly("entry entry_sender");
    }

    @Test
    void sentAgain_isFoundByItsKey() {
        EntryKey key = new EntryKey(CONVERSATION, new Id(8), ByteString.copyFrom(clientId(3)));

        assertThat(plan("EntryMapper.findByKeys", Map.of("keys", List.of(key))))
                .containsExactlyElementsOf(byKeys("entry entry_client_id"));
    }

    @Test
    void unread_looksUpExpiryByKey() {
        ReadPosition position =
                new ReadPosition(ENTRIES - 20, false, new Head(CONVERSATION, ENTRIES, ENTRIES, ENTRIES, 1));

        assertThat(plan(
                        "EntryMapper.findUnread",
                        Map.of(
                                "uid",
                                new Id(9),
                                "positions",
                                List.of(position),
                                "counting",
                                List.of(EntryKind.SAID),
                                "hides",
                                false,
                                "now",
                                2L)))
                .contains("expiry PRIMARY")
                .doesNotContain("expiry null", "entry null", "mention null");
    }

    @Test
    void burning_touchesWhatWasReadAlone() {
        assertThat(plan(
                        "ExpiryMapper.startBurning",
                        Map.of(
                                "conversationId",
                                CONVERSATION,
                                "reader",
                                new Id(9),
                                "after",
                                480L,
                                "upTo",
                                500L,
                                "readAt",
                                1L)))
                .containsExactly("expiry PRIMARY");
    }

    @Test
    void sweep_findsWhatIsDueAlone() {
        assertThat(plan("ExpiryMapper.findToSweep", Map.of("now", 5L, "limit", 500)))
                .containsExactly("expiry expiry_sweep_at");
    }

    private static Map<String, Object> page(PageRange range) {
        return Map.of(
                "view",
                VIEW,
                "range",
                range,
                "filter",
                new HistoryFilter(null, null),
                "said",
                EntryKind.SAID,
                "following",
                List.of(EntryKind.EDITED),
                "now",
                2L,
                "limit",
                21);
    }

    /** The plan of a statement that finds entries, and looks up by key what belongs to each. */
    private static List<String> byKeys(String entries) {
        return List.of(entries, "expiry PRIMARY", "amendment PRIMARY", "about PRIMARY", "about_expiry PRIMARY");
    }

    private List<String> plan(String statement, Map<String, Object> parameters) {
        return QueryPlan.of(service, "io.waggle.im.log." + statement, parameters);
    }

    /** Far from expiring, so that no sweep comes between. */
    private void insert(int seq) {
        service.sql()
                .sql("""
                        insert ignore into entry
                          (conversation_id, seq, ordinal, sender_uid, sender_did, client_id, kind, content, about_seq,
                           created_at)
                        values (?, ?, ?, 8, 0, ?, 'SAID', '', 1, 1)""")
                .params(CONVERSATION.value(), seq, seq, clientId(seq))
                .update();
        service.sql()
                .sql("insert ignore into amendment (conversation_id, seq, version) values (?, ?, ?)")
                .params(CONVERSATION.value(), seq, seq)
                .update();
        service.sql()
                .sql("""
                        insert ignore into expiry (conversation_id, seq, sender_uid, expires_at, burn_after, sweep_at)
                        values (?, ?, 8, ?, 30, ?)""")
                .params(CONVERSATION.value(), seq, Long.MAX_VALUE - seq, Long.MAX_VALUE - seq)
                .update();
    }

    private static byte[] clientId(int seq) {
        byte[] id = new byte[16];
        id[14] = (byte) (seq >> 8);
        id[15] = (byte) seq;
        return id;
    }
}
