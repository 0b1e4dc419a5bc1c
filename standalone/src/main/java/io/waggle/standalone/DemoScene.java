package io.waggle.standalone;

import io.waggle.standalone.DemoActor.Said;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A morning of three beekeepers. Their messages show every kind of content that Waggle has. */
final class DemoScene {

    private final DemoActor alice;
    private final DemoActor bob;
    private final DemoActor carol;

    private DemoScene(DemoActor alice, DemoActor bob, DemoActor carol) {
        this.alice = alice;
        this.bob = bob;
        this.carol = carol;
    }

    /** @return the id of the group */
    static String play(String group, DemoActor alice, DemoActor bob, DemoActor carol)
            throws IOException, InterruptedException {
        return new DemoScene(alice, bob, carol).play(group);
    }

    private String play(String name) throws IOException, InterruptedException {
        knowEachOther();
        List<Said> advice = aliceAndBob();
        String gid = group(name);
        Map<String, String> group = Map.of("g", gid);
        morning(group);
        plans(group, advice);
        aliceAndCarol();
        return gid;
    }

    private void knowEachOther() throws IOException, InterruptedException {
        for (DemoActor one : List.of(alice, bob, carol)) {
            one.put("/v1/me/status", Map.of("text", one.user().status()));
        }
        alice.patch("/v1/friends/" + carol.uid(), Map.of("starred", true, "tags", List.of("bees", "market")));
        alice.patch("/v1/friends/" + bob.uid(), Map.of("tags", List.of("bees")));
        alice.put("/v1/follows/" + carol.uid(), Map.of());
        bob.put("/v1/follows/" + alice.uid(), Map.of());
        carol.put("/v1/follows/" + alice.uid(), Map.of());
    }

    /** @return bob's advice, which alice forwards later */
    private List<Said> aliceAndBob() throws IOException, InterruptedException {
        Map<String, String> toBob = Map.of("u", bob.uid());
        Map<String, String> toAlice = Map.of("u", alice.uid());
        Said asked = alice.say(toBob, "How do I know that a colony is about to swarm?");
        Said first = bob.say(toAlice, "Look for queen cells at the lower edge of the combs.");
        Said second = bob.send(
                toAlice,
                Map.of(
                        "image",
                        bob.resource("comb.jpg", "image/jpeg"),
                        "caption",
                        "A good comb: honey above, brood in the middle"));
        Said third = bob.say(toAlice, "And when they hang in a beard at the entrance, you are late 😅");
        Said wrong = bob.say(toAlice, "Two kilos of sugar, please");
        bob.recall(wrong);
        Said thanks = alice.send(toBob, Map.of("text", "That helps a lot!", "replyTo", first.seq()));
        bob.react(thanks, "👍");
        bob.send(toAlice, Map.of("voice", bob.resource("voice.wav", "audio/wav")));
        alice.read(third);
        bob.read(thanks);
        return List.of(asked, first, second, third);
    }

    private void aliceAndCarol() throws IOException, InterruptedException {
        Map<String, String> toCarol = Map.of("u", carol.uid());
        Map<String, String> toAlice = Map.of("u", alice.uid());
        carol.say(toAlice, "Can you take the market stall on Saturday?");
        Said yes = alice.say(toCarol, "Yes, from nine to one.");
        carol.send(
                toAlice,
                Map.of(
                        "location",
                        Map.of("lat", 48.40198, "lon", 11.74876, "name", "Market square", "address", "Marienplatz 1")));
        carol.send(toAlice, Map.of("card", Map.of("name", "Honey jars, Müller", "phones", List.of("+49 8161 123456"))));
        carol.read(yes);
    }

    private String group(String name) throws IOException, InterruptedException {
        String gid = alice.post("/v1/groups", Map.of("name", name, "members", List.of(bob.uid(), carol.uid())))
                .path("gid")
                .asString();
        alice.put("/v1/groups/" + gid + "/members/" + carol.uid() + "/role", Map.of("role", "admin"));
        carol.patch("/v1/groups/" + gid, Map.of("announcement", "Honey harvest on Sunday at ten, at Carol’s."));
        return gid;
    }

    private void morning(Map<String, String> group) throws IOException, InterruptedException {
        bob.say(group, "Morning all ☀️ The linden is in bloom.");
        Said weights = carol.say(group, """
                **Weigh your hives** before noon, the scale drifts when it gets warm.

                - hive 1: `34.2 kg`
                - hive 2: `41.0 kg`""");
        alice.react(weights, "👍");
        bob.react(weights, "👍");
        carol.send(
                group,
                Map.of("image", carol.resource("view.jpg", "image/jpeg"), "caption", "The view from the upper stand"));
        alice.say(group, "😍");
        alice.send(
                group,
                Map.of(
                        "album",
                        List.of(
                                Map.of(
                                        "image",
                                        alice.resource("hives.jpg", "image/jpeg"),
                                        "caption",
                                        "Four hives, freshly painted"),
                                Map.of("image", alice.resource("evening.jpg", "image/jpeg"), "caption", "Last evening"),
                                Map.of("image", alice.resource("comb.jpg", "image/jpeg"))),
                        "caption",
                        "My three favourites"));
        bob.send(
                group,
                Map.of("video", bob.resource("film.mp4", "video/mp4"), "caption", "A slow walk along the valley"));
        Said scale = bob.send(
                group,
                Map.of("custom", Map.of("type", "hive.scale", "data", Map.of("hive", 2, "kg", 41.03, "trend", "up"))));
        carol.send(group, Map.of("text", "Then it needs a super today.", "replyTo", scale.seq()));
        bob.say(group, """
                The script that reads the scale:
                ```
                const kg = await scale.read();
                if (kg > 40) console.log('add a super');
                ```""");
        carol.send(
                group,
                Map.of(
                        "file",
                        carol.upload("weights-june.csv", "text/csv", "hive,kg\n1,34.2\n2,41.0\n".getBytes(UTF_8))));
    }

    private void plans(Map<String, String> group, List<Said> advice) throws IOException, InterruptedException {
        Said meeting = carol.say(group, "Harvest: Sunday 10:00. What to bring: https://example.org/harvest");
        carol.pin(meeting);
        alice.react(meeting, "🐝");
        bob.react(meeting, "🐝");
        alice.react(meeting, "🎉");
        for (Map.Entry<DemoActor, String> answer : List.of(
                Map.entry(bob, "I bring the extractor."),
                Map.entry(alice, "And I the jars, sixty of them."),
                Map.entry(carol, "Wonderful. Lunch is on me 🥧"))) {
            answer.getKey().send(group, Map.of("text", answer.getValue(), "thread", meeting.seq()));
        }
        bob.send(
                group,
                Map.of(
                        "location",
                        Map.of("lat", 48.41712, "lon", 11.71543, "name", "Carol’s apiary", "address", "Bienenweg 1")));
        alice.forward(advice, group, Map.of("combined", true, "title", "How to see a swarm coming"));
        alice.read(meeting);
        bob.read(meeting);
        carol.send(group, Map.of("card", Map.of("uid", bob.uid())));
        Said late = bob.say(group, "I am there at ten, with the van");
        bob.edit(late, "I am there at half past nine, with the van");
        bob.forward(List.of(advice.get(3)), group, Map.of());
        carol.send(
                group,
                Map.of(
                        "text",
                        "@" + alice.user().nickname() + " can you open the gate?",
                        "mentions",
                        List.of(alice.uid())));
    }
}
