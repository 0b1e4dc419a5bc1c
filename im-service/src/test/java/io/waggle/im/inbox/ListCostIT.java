package io.waggle.im.inbox;

import io.waggle.im.CallCost;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What each list's first page costs a user with many of everything. Times are told, not asserted. */
class ListCostIT {

    private static final int MANY = BusyUser.PAIRS;
    private static final int SOME = 200;

    private static final RunningService SERVICE = RunningService.start(Map.of());
    private static final User ALICE = SERVICE.http().newUser();
    private static final BusyUser BUSY = new BusyUser(SERVICE, ALICE);
    private static final CallCost COST = new CallCost(SERVICE, ALICE);

    @BeforeAll
    static void make() {
        BUSY.make();
        BUSY.relate(MANY, SOME);
        BUSY.makeGroup();
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void firstPages_areTold() {
        COST.tell("my profile, for comparison", "/v1/me");
        COST.tell("friends", "/v1/friends");
        COST.tell("friends, what has changed", "/v1/friends?since=" + (MANY - 10));
        COST.tell("friends, all from the start", "/v1/friends?since=0&limit=200");
        COST.tell("friend requests", "/v1/friend-requests");
        COST.tell("blocks", "/v1/blocks");
        COST.tell("follows", "/v1/follows");
        COST.tell("followers", "/v1/followers");
        COST.tell("counts of follows", "/v1/follows/counts");
        COST.tell("conversations", "/v1/conversations");
        COST.tell("recent contacts", "/v1/contacts/recent");
        COST.tell("users by the beginning of their name", "/v1/users?username=peer");
    }

    @Test
    void firstPagesOfAGroup_areTold() {
        String group = "/v1/groups/" + BUSY.busiestGroup;
        COST.tell("a group", group);
        COST.tell("a group's members", group + "/members");
        COST.tell("a group's members by a name that many have", group + "/members?q=Peer");
        COST.tell("a group's bans", group + "/bans");
        COST.tell("who asks to join a group", group + "/join-requests");
        COST.tell("a group's log", "/v1/conversations/" + BUSY.busiestGroup + "/messages");
    }

    @Test
    void lists_areAsLongAsTheyShouldBe() {
        assertThat(items("/v1/friends?limit=200")).isEqualTo(200);
        assertThat(items("/v1/friend-requests?limit=200")).isEqualTo(200);
        assertThat(items("/v1/groups/" + BUSY.busiestGroup + "/bans?limit=200")).isEqualTo(200);
    }

    private static int items(String path) {
        return SERVICE.http()
                .as(ALICE, "GET", path)
                .expect(200)
                .body()
                .path("items")
                .size();
    }
}
