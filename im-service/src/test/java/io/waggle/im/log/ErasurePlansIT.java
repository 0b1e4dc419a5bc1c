package io.waggle.im.log;

import io.waggle.im.QueryPlan;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** An erasure reads, and locks, only the rows of its entries, also if it is one entry. */
class ErasurePlansIT {

    private static final EntryRef MESSAGE = new EntryRef(new Id(4_713), 3);

    private final RunningService service = RunningService.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deleteMediaReferences media_reference media_reference_entry",
                "deleteVersions entry_version PRIMARY",
                "deleteReactions reaction PRIMARY",
                "clearReactionCounts amendment PRIMARY",
                "endExpiry expiry PRIMARY"
            })
    void erasure_ofOneOrOfMany_findsRowsByKey(String expected) {
        String statement = expected.substring(0, expected.indexOf(' '));
        String step = expected.substring(expected.indexOf(' ') + 1);
        EntryRef other = new EntryRef(MESSAGE.conversationId(), 4);

        for (List<EntryRef> entries : List.of(List.of(MESSAGE), List.of(MESSAGE, other))) {
            assertThat(plan("ErasureMapper." + statement, Map.of("entries", entries)))
                    .containsExactly(step);
        }
    }

    @Test
    void erasure_emptiesTheContentByKey() {
        assertThat(plan(
                        "ErasureMapper.emptyContent",
                        Map.of("entries", List.of(MESSAGE), "erasable", List.of(EntryKind.SAID))))
                .containsExactly("entry PRIMARY");
    }

    @Test
    void removedReactions_areFoundByKey() {
        ReactionRow one = new ReactionRow(MESSAGE.conversationId(), MESSAGE.seq(), new Id(8), "up", 1);
        ReactionRow other = new ReactionRow(MESSAGE.conversationId(), MESSAGE.seq(), new Id(9), "up", 1);

        for (List<ReactionRow> rows : List.of(List.of(one), List.of(one, other))) {
            assertThat(plan("ReactionMapper.delete", Map.of("rows", rows)))
                    .singleElement()
                    .isNotEqualTo("reaction null");
        }
    }

    private List<String> plan(String statement, Map<String, Object> parameters) {
        return QueryPlan.of(service, "io.waggle.im.log." + statement, parameters);
    }
}
