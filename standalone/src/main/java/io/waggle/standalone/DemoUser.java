package io.waggle.standalone;

import java.util.List;

/** A user of the demo. */
record DemoUser(String username, String nickname, String status) {

    static final List<DemoUser> ALL = List.of(
            new DemoUser("alice", "Alice Baumgartner", "with the bees until six"),
            new DemoUser("bob", "Bob Achterberg", "in the workshop"),
            new DemoUser("carol", "Carol Nwosu", "on the road"));
}
