package io.waggle.im.log;

import io.waggle.im.QueryPlan;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Copies lock only their originals, and what a combined message contains is read and erased by key. */
class CopyPlansIT {

    private static final Id CONVERSATION = new Id(4_712);
    private static final EntryRef COMBINED = new EntryRef(CONVERSATION, 3);

    private final RunningService service = RunningService.shared();

    @BeforeEach
    void fill() {
        service.inTransaction(() -> IntStream.rangeClosed(1, 500)
                .forEach(number -> service.sql()
                        .sql("""
                        insert ignore into combined_message
                          (conversation_id, seq, parent, number, sender_uid, sent_at, content)
                        values (?, ?, ?, ?, 8, 1, '')""")
                        .params(CONVERSATION.value(), 1 + number / 5, number % 5 < 3 ? 0 : 2, number)
                        .update()));
        service.inTransaction(() -> IntStream.rangeClosed(1, 500)
                .forEach(number -> service.sql()
                        .sql("insert ignore into media_reference (media_id, uploader_uid, conversation_id, seq)"
                                + " values (?, 8, ?, ?)")
                        .params(number / 5, CONVERSATION.value(), number)
                        .update()));
        service.sql()
                .sql("analyze table entry, combined_message, media_reference")
                .query()
                .listOfRows();
    }

    @Test
    void lock_readsTheOriginalsByKey() {
        List<EntryRef> originals = IntStream.rangeClosed(1, 100)
                .mapToObj(seq -> new EntryRef(CONVERSATION, seq))
                .toList();

        assertThat(plan("CombinedMapper.lock", Map.of("entries", originals))).containsExactly("entry PRIMARY");
    }

    @Test
    void contained_isReadByKey() {
        assertThat(plan("CombinedMapper.findAll", Map.of("entry", COMBINED)))
                .containsExactly("combined_message PRIMARY");
        assertThat(plan("CombinedMapper.findPage", Map.of("entry", COMBINED, "parent", 0, "after", 10, "limit", 51)))
                .containsExactly("combined_message PRIMARY");
    }

    @Test
    void uploaders_areReadByKey() {
        assertThat(plan(
                        "MediaReferenceMapper.findUploads",
                        Map.of("conversationId", CONVERSATION, "seqs", List.of(1L, 2L, 3L))))
                .containsExactly("media_reference media_reference_entry");
        assertThat(plan("MediaReferenceMapper.findUploaders", Map.of("mediaIds", List.of(new Id(1), new Id(2)))))
                .containsExactly("media_reference PRIMARY");
    }

    @Test
    void erasure_ofOneOrOfMany_findsWhatIsContainedByKey() {
        EntryRef other = new EntryRef(CONVERSATION, 4);

        for (List<EntryRef> entries : List.of(List.of(COMBINED), List.of(COMBINED, other))) {
            assertThat(plan("ErasureMapper.deleteCombined", Map.of("entries", entries)))
                    .containsExactly("combined_message PRIMARY");
        }
    }

    private List<String> plan(String statement, Map<String, Object> parameters) {
        return QueryPlan.of(service, "io.waggle.im.log." + statement, parameters);
    }
}
