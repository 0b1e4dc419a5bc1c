package io.waggle.system.history;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** In the database every conversation is numbered 1 to n, its head is n, and each sender's ids are unique. */
final class Gapless implements Rule {

    private record Key(String sender, String id) {}

    @Override
    public String name() {
        return "gapless";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Set<Key> keys = new HashSet<>();
        run.store().entries().forEach((conversation, entries) -> {
            checkNumbers(conversation, entries, findings);
            long head = Objects.requireNonNullElse(run.store().heads().get(conversation), 0L);
            if (head != entries.getLast().seq()) {
                findings.add(conversation, head, "the head is not the last entry");
            }
            for (Store.Entry entry : entries) {
                if (!keys.add(new Key(entry.sender(), entry.id()))) {
                    findings.add(conversation, entry.seq(), "the same message is stored twice, id " + entry.id());
                }
            }
        });
    }

    private static void checkNumbers(String conversation, List<Store.Entry> entries, Findings findings) {
        for (int i = 0; i < entries.size(); i++) {
            findings.count();
            if (entries.get(i).seq() != i + 1) {
                findings.add(
                        conversation,
                        i + 1,
                        "this entry is missing; found instead: "
                                + entries.get(i).seq());
                return;
            }
        }
    }
}
