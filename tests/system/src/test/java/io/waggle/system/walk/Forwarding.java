package io.waggle.system.walk;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Forwards the newest messages that a device knows, one by one or combined, and logs the copies. */
final class Forwarding {

    private static final int REMEMBERED = 3;

    private final Api api;
    private final WalkSetup walk;
    private final Login login;
    private final EventFile events;

    /** The newest messages by conversation, in ascending order. */
    private final ConcurrentSkipListMap<String, List<Long>> recent = new ConcurrentSkipListMap<>();

    Forwarding(Api api, WalkSetup walk, Login login, EventFile events) {
        this.api = api;
        this.walk = walk;
        this.login = login;
        this.events = events;
    }

    /** The device has received a message. */
    void received(JsonNode entry) {
        if (entry.has("text") || entry.has("image")) {
            long seq = entry.path("seq").asLong();
            recent.merge(
                    entry.path("conversation").asString(),
                    List.of(seq),
                    (before, one) -> Stream.concat(
                                    before.stream()
                                            .filter(known -> known < seq)
                                            .skip(Math.max(0, before.size() + 1 - REMEMBERED)),
                                    one.stream())
                            .toList());
        }
    }

    /** @param targets as the request names them */
    void forward(int choice, List<ObjectNode> targets, MessageChanges.Requests requests) throws InterruptedException {
        List<Map.Entry<String, List<Long>>> places = List.copyOf(recent.entrySet());
        if (places.isEmpty()) {
            return;
        }
        String from = places.get(choice % places.size()).getKey();
        List<Long> all = places.get(choice % places.size()).getValue();
        List<Long> seqs = choice / 2 % 2 == 0 ? all : List.of(all.getLast());
        boolean combined = choice / 4 % 2 == 0;
        boolean hidden = choice / 8 % 3 == 0;
        ObjectNode request =
                Api.object().put("combined", combined).put("hideSource", hidden).put("id", Ids.next());
        ArrayNode numbers = request.putObject("from").put("conversation", from).putArray("seqs");
        seqs.forEach(numbers::add);
        request.putArray("to").addAll(targets);
        long asked = System.currentTimeMillis();
        Answer answer =
                requests.send(walk.counted(() -> api.post(login.accessToken(), "/v1/messages/forward", request)));
        if (answer == null || answer.status() != 200) {
            return;
        }
        for (JsonNode item : answer.body().path("items")) {
            if (item.has("messages")) {
                log(asked, from, seqs, item.path("messages"), combined, hidden);
            }
        }
    }

    private void log(long asked, String from, List<Long> seqs, JsonNode copies, boolean combined, boolean hidden) {
        List<Long> copySeqs = new ArrayList<>();
        copies.forEach(copy -> copySeqs.add(copy.path("seq").asLong()));
        String to = copies.path(0).path("conversation").asString();
        events.add(at -> new Event.Forwarded(at, asked, login.uid(), from, seqs, to, copySeqs, combined, hidden));
    }
}
