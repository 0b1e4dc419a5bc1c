package io.waggle.im.message;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.log.Facet;
import io.waggle.im.log.History;
import io.waggle.im.log.HistoryQuery;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads a log page by page, with pages of all sizes, in all directions and with all filters, while messages arrive, are edited,
 * recalled and deleted for the reader. Each entry that stays as it is comes exactly once, and no content after its end.
 */
class HistoryWalkIT {

    private static final int ENTRIES = 30;
    private static final int WALKS = 12;

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User reader = http.newUser();
    private final User peer = http.newUser();
    private final Map<Long, Said> log = new TreeMap<>();
    private Id conversation = new Id(0);

    /** A message as it is now. */
    private static final class Said {
        final Id sender;
        String text;
        boolean recalled;
        boolean hidden;

        Said(Id sender, String text) {
            this.sender = sender;
            this.text = text;
        }

        boolean isLink() {
            return !recalled && text.contains("https://");
        }
    }

    private enum Form {
        BEFORE,
        AFTER,
        FROM
    }

    private record Filter(@Nullable Facet kind, @Nullable Id sender, Predicate<Said> matches) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void pages_whileTheLogChanges_haveEachEntryOnce(long seed) {
        Random random = new Random(seed);
        http.befriend(reader, peer);
        for (int i = 0; i < ENTRIES; i++) {
            send(random);
        }
        for (int walk = 0; walk < WALKS; walk++) {
            Form form = Form.values()[random.nextInt(Form.values().length)];
            walk(random, form, filter(random));
            around(random, filter(random));
        }
    }

    private Filter filter(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Filter(Facet.LINK, null, Said::isLink);
            case 1 -> new Filter(null, peer.uid(), said -> said.sender.equals(peer.uid()));
            default -> new Filter(null, null, said -> true);
        };
    }

    private void walk(Random random, Form form, Filter filter) {
        Set<Long> steady = matching(filter);
        List<Long> seen = new ArrayList<>();
        boolean more = true;
        while (more) {
            int limit = 1 + random.nextInt(9);
            History.Page page = page(query(form, seen, filter, limit));
            check(page, filter);
            List<Long> seqs = page.items().stream().map(Message::getSeq).toList();
            assertThat(seqs).isSorted();
            if (page.more()) {
                assertThat(seqs).hasSize(limit);
            }
            seen.addAll(form == Form.BEFORE ? seqs.reversed() : seqs);
            more = page.more();
            change(random);
            steady.retainAll(matching(filter));
        }
        assertThat(seen).as("%s %s", form, filter).doesNotHaveDuplicates().containsAll(steady);
        assertThat(form == Form.BEFORE ? seen.reversed() : seen).isSorted();
    }

    private static HistoryQuery query(Form form, List<Long> seen, Filter filter, int limit) {
        Long last = seen.isEmpty() ? null : seen.getLast();
        Long before = form == Form.BEFORE ? last : null;
        Long after = form == Form.BEFORE ? null : last;
        boolean fromTheStart = form == Form.AFTER && last == null;
        Instant from = form == Form.FROM && last == null ? Instant.EPOCH : null;
        return new HistoryQuery(
                before, fromTheStart ? Long.valueOf(0) : after, null, from, null, filter.kind, filter.sender, limit);
    }

    /** A page around any entry is as full as the log allows, and has the entry if it can be seen. */
    private void around(Random random, Filter filter) {
        long place = 1L + random.nextInt(log.size());
        int limit = 1 + random.nextInt(9);
        List<Long> all = matching(filter).stream().sorted().toList();
        List<Long> older = all.stream().filter(seq -> seq < place).toList();
        List<Long> newer = all.stream().filter(seq -> seq >= place).toList();
        List<Long> expected = new ArrayList<>(older.subList(Math.max(0, older.size() - limit / 2), older.size()));
        expected.addAll(newer.subList(0, Math.min(newer.size(), limit - limit / 2)));

        History.Page page = page(new HistoryQuery(null, null, place, null, null, filter.kind, filter.sender, limit));

        check(page, filter);
        List<Long> seqs = page.items().stream().map(Message::getSeq).toList();
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
        if (filter.kind != null || filter.sender != null) {
            assertThat(seqs).isEqualTo(expected);
            assertThat(page.more()).isEqualTo(expected.size() < all.size());
        } else if (all.contains(place)) {
            assertThat(seqs).contains(place);
        }
    }

    private History.Page page(HistoryQuery query) {
        return service.bean(History.class).page(reader.uid(), conversation, query);
    }

    private Set<Long> matching(Filter filter) {
        Set<Long> matching = new HashSet<>();
        log.forEach((seq, said) -> {
            if (!said.hidden && filter.matches.test(said)) {
                matching.add(seq);
            }
        });
        return matching;
    }

    /** Nothing that is gone or deleted for the reader is shown, and what is shown is what it is now. */
    private void check(History.Page page, Filter filter) {
        for (Message item : page.items()) {
            Said said = log.get(item.getSeq());
            if (said == null) {
                assertThat(filter.kind == null && filter.sender == null).isTrue();
                continue;
            }
            assertThat(said.hidden).isFalse();
            assertThat(filter.matches.test(said)).isTrue();
            assertThat(item.hasRecalled()).isEqualTo(said.recalled);
            assertThat(item.getContent().getText()).isEqualTo(said.recalled ? "" : said.text);
        }
        String shown = page.toString();
        log.values().stream()
                .filter(said -> said.recalled || said.hidden)
                .forEach(said -> assertThat(shown).doesNotContain(said.text));
    }

    private void change(Random random) {
        long seq = log.keySet().stream()
                .skip(random.nextInt(log.size()))
                .findFirst()
                .orElseThrow();
        Said said = Objects.requireNonNull(log.get(seq));
        switch (random.nextInt(4)) {
            case 0 -> send(random);
            case 1 -> edit(random, seq, said);
            case 2 -> recall(seq, said);
            default -> hide(seq, said);
        }
    }

    private void send(Random random) {
        User from = random.nextBoolean() ? reader : peer;
        User to = from.equals(reader) ? peer : reader;
        String text = text(random);
        var sent = http.as(
                        from, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + to.uid() + "\"},\"text\":\"" + text + "\"}")
                .expect(201);
        conversation = sent.id("conversation");
        log.put(sent.body().path("seq").asLong(), new Said(from.uid(), text));
    }

    private static String text(Random random) {
        return (random.nextBoolean() ? "https://example.com/" : "token ") + Long.toHexString(random.nextLong()) + ".";
    }

    private void edit(Random random, long seq, Said said) {
        if (said.recalled || (said.hidden && said.sender.equals(reader.uid()))) {
            return;
        }
        String text = text(random);
        http.as(sender(said), "PATCH", path(seq), "{\"text\":\"" + text + "\"}").expect(200);
        said.text = text;
    }

    private void recall(long seq, Said said) {
        if (!said.hidden || !said.sender.equals(reader.uid())) {
            http.as(sender(said), "POST", path(seq) + "/recall").expect(200);
            said.recalled = true;
        }
    }

    private void hide(long seq, Said said) {
        http.as(reader, "DELETE", path(seq)).expect(204);
        said.hidden = true;
    }

    private User sender(Said said) {
        return said.sender.equals(reader.uid()) ? reader : peer;
    }

    private String path(long seq) {
        return "/v1/conversations/" + conversation + "/messages/" + seq;
    }
}
