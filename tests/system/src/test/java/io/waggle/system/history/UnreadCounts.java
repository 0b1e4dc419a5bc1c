package io.waggle.system.history;

import java.util.HashMap;
import java.util.Map;

/**
 * The unread count in a user's list equals the number of other users' messages after the read cursor that have not expired and
 * were not recalled.
 */
final class UnreadCounts implements Rule {

    private record Place(String user, String conversation) {}

    @Override
    public String name() {
        return "unread";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<Place, Event.Unread> listed = new HashMap<>();
        Map<String, Boolean> lists = new HashMap<>();
        for (Event event : run.observations()) {
            if (event instanceof Event.Unread unread) {
                listed.put(new Place(unread.user(), unread.conversation()), unread);
                lists.put(unread.user(), true);
            }
        }
        for (Store.Member member : run.store().members()) {
            if (lists.containsKey(member.user())) {
                findings.count();
                Event.Unread unread = listed.get(new Place(member.user(), member.conversation()));
                if (unread == null) {
                    findings.add(member.conversation(), 0, "not in the list of user " + member.user());
                } else {
                    check(run.store(), member, unread, findings);
                }
            }
        }
    }

    private static void check(Store store, Store.Member member, Event.Unread listed, Findings findings) {
        long unread = store.entries(member.conversation()).stream()
                .filter(Store.Entry::message)
                .filter(entry -> entry.seq() > Math.max(member.readSeq(), member.floor()))
                .filter(entry -> !entry.sender().equals(member.user()))
                .filter(entry -> !entry.isExpired(listed.at()))
                .filter(entry -> !store.recalled().contains(entry.place()))
                .count();
        if (listed.unread() != unread || listed.readSeq() != member.readSeq()) {
            findings.add(
                    member.conversation(),
                    member.readSeq(),
                    "user " + member.user() + " has " + listed.unread() + " unread after " + listed.readSeq()
                            + " in the list" + ", expected " + unread + " after " + member.readSeq());
        }
    }
}
