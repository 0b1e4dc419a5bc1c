package io.waggle.im.inbox;

import io.waggle.im.CallCost;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.QueryPlan;
import io.waggle.im.RunningService;
import io.waggle.im.conversation.Head;
import io.waggle.im.conversation.TimeCursor;
import io.waggle.im.log.EntryKind;
import io.waggle.im.log.EntryRef;
import io.waggle.im.log.ReadPosition;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the list costs a user with 5,000 pairs and 500 groups. Plans are asserted; times are told. */
class InboxCostIT {

    private static final String LISTS = "io.waggle.im.conversation.ListMapper.";
    private static final String ENTRIES = "io.waggle.im.log.EntryMapper.";

    private static final RunningService SERVICE = RunningService.start(Map.of());
    private static final ListOf ALICE = ListOf.newUser(SERVICE);
    private static final BusyUser BUSY = new BusyUser(SERVICE, ALICE.user());

    private static final CallCost COST = new CallCost(SERVICE, ALICE.user());

    @BeforeAll
    static void make() {
        BUSY.make();
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void firstPage_ofABusyUser_isExact() {
        Answer page = ALICE.page("");

        assertThat(page.body().path("items")).hasSize(50);
        assertThat(page.body().path("items").path(0).path("id").asString()).isEqualTo(BUSY.busiestGroup.toString());
        assertThat(page.body().path("items").path(0).path("unread").asInt()).isEqualTo(BusyUser.IN_BUSIEST * 9 / 10);
    }

    @Test
    void costs_areTold() {
        String version = ALICE.version();
        COST.tell("first page of the list", "/v1/conversations");
        COST.tell("what has changed, nothing", "/v1/conversations?since=" + version);
        COST.tell("recent contacts", "/v1/contacts/recent");
    }

    @Test
    void lists_readTheUsersRowsAndTheirHeadsByKey() {
        Map<String, Object> page = parameters(Map.of("limit", 51));

        assertThat(plan(LISTS + "findPage", page)).containsExactly("member PRIMARY", "conversation_head PRIMARY");
        assertThat(plan(LISTS + "findCorrespondents", page))
                .containsExactly("member PRIMARY", "conversation_head PRIMARY");
        page.put("since", 1L);
        page.put("after", new TimeCursor(1, new Id(1)));
        assertThat(plan(LISTS + "findMoved", page)).containsExactly("member PRIMARY", "conversation_head PRIMARY");
        assertThat(plan(LISTS + "findLeft", page)).noneMatch(step -> step.endsWith(" null"));
        assertThat(plan(LISTS + "find", parameters(Map.of("conversationId", BUSY.busiestGroup))))
                .containsExactly("member PRIMARY", "conversation_head PRIMARY");
    }

    @Test
    void whatAPageShows_isReadByKey() {
        List<ReadPosition> positions = List.of(
                new ReadPosition(5, false, new Head(BUSY.busiestGroup, 20, 20, 20, 1)),
                new ReadPosition(0, false, new Head(new Id(7), 2, 2, 2, 1)));
        List<EntryRef> entries = List.of(new EntryRef(BUSY.busiestGroup, 20), new EntryRef(new Id(7), 2));

        assertThat(plan(
                        ENTRIES + "findUnread",
                        parameters(Map.of(
                                "positions",
                                positions,
                                "counting",
                                List.of(EntryKind.SAID),
                                "hides",
                                false,
                                "now",
                                1L))))
                .contains("mention PRIMARY", "entry PRIMARY", "entry entry_sender", "expiry PRIMARY")
                .doesNotContain("mention null", "entry null", "expiry null");
        assertThat(plan(ENTRIES + "findEntries", parameters(Map.of("entries", entries))))
                .containsExactly(
                        "entry PRIMARY",
                        "expiry PRIMARY",
                        "amendment PRIMARY",
                        "about PRIMARY",
                        "about_expiry PRIMARY");
    }

    private static Map<String, Object> parameters(Map<String, Object> some) {
        Map<String, Object> all = new HashMap<>(some);
        all.put("uid", ALICE.user().uid());
        all.putIfAbsent("after", null);
        return all;
    }

    private static List<String> plan(String statement, Map<String, Object> parameters) {
        return QueryPlan.of(SERVICE, statement, parameters);
    }
}
