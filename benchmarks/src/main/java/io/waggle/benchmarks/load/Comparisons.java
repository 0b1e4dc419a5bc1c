package io.waggle.benchmarks.load;

import io.waggle.benchmarks.load.Comparison.Pair;
import io.waggle.benchmarks.stage.Api;
import io.waggle.benchmarks.stage.Api.User;
import io.waggle.benchmarks.stage.Scenario;
import io.waggle.benchmarks.stage.Stage;
import io.waggle.benchmarks.stage.Stage.Running;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The traffic that is compared between Waggle and the bare relay. */
public final class Comparisons {

    /** Like a person in a chat: sends the next message after the last one is acknowledged. */
    private static final int WINDOW = 1;

    private static final String WAGGLE = "Waggle";
    private static final String BARE = "bare relay";

    private Comparisons() {}

    /** Pairs of users who write to each other. */
    public static Scenario oneToOne(Scale scale) {
        String title = "One to one: " + scale.users() + " users in pairs, each with one message under way";
        return new Comparison("one-to-one", title, "message", scale, Comparisons::pairs);
    }

    /** One group, in which some members write. */
    public static Scenario group(Scale scale) {
        String title = "Group of " + scale.users() + ", " + scale.senders() + " of them sending";
        return new Comparison("group", title, "delivery", scale, Comparisons::members);
    }

    private static Pair pairs(Stage stage, Generator generator, Scale scale) throws Exception {
        Running waggle = stage.waggle();
        Running relay = stage.relay();
        Api api = new Api(waggle.http());
        List<User> users = api.register("pair", scale.users());
        for (int i = 0; i < users.size(); i += 2) {
            api.befriend(users.get(i), users.get(i + 1));
        }
        List<Peer.Login> logins =
                users.stream().map(user -> login(user, "d/" + user.did())).toList();
        Load durable = new Load(WINDOW, Patience.USUAL);
        List<Peer> peers = generator.connect(waggle.mqtt(), logins, durable);
        durable.route(toPartners(peers, i -> "to/u/" + users.get(i).uid()));
        Load plain = new Load(WINDOW, Patience.USUAL);
        List<Peer> plainPeers = generator.connect(relay.mqtt(), logins, plain);
        plain.route(toPartners(plainPeers, i -> "d/" + users.get(i).did()));
        return new Pair(
                new Subject(WAGGLE, waggle.server(), durable, peers, peers.subList(0, scale.senders()), 1),
                new Subject(BARE, relay.server(), plain, plainPeers, plainPeers.subList(0, scale.senders()), 1));
    }

    private static Pair members(Stage stage, Generator generator, Scale scale) throws Exception {
        Running waggle = stage.waggle();
        Running relay = stage.relay();
        Api api = new Api(waggle.http());
        List<User> users = api.register("member", scale.users());
        User owner = users.getFirst();
        List<User> others = users.subList(1, users.size());
        for (User other : others) {
            api.befriend(owner, other);
        }
        String gid = api.group(owner, others);
        String topic = "g/" + gid;
        List<Peer.Login> logins = users.stream().map(user -> login(user, topic)).toList();
        Load durable = new Load(WINDOW, Patience.USUAL);
        List<Peer> peers = generator.connect(waggle.mqtt(), logins, durable);
        List<Peer> senders = peers.subList(0, scale.senders());
        Map<Peer, Route> toOthers = new HashMap<>();
        for (Peer sender : senders) {
            List<Peer> receivers = new ArrayList<>(peers);
            receivers.remove(sender);
            toOthers.put(sender, new Route("to/g/" + gid, receivers));
        }
        durable.route(toOthers);
        Load plain = new Load(WINDOW, Patience.USUAL);
        List<Peer> plainPeers = generator.connect(relay.mqtt(), logins, plain);
        List<Peer> plainSenders = plainPeers.subList(0, scale.senders());
        // The bare relay also sends the sender its own message.
        Map<Peer, Route> toAll = new HashMap<>();
        plainSenders.forEach(sender -> toAll.put(sender, new Route(topic, plainPeers)));
        plain.route(toAll);
        return new Pair(
                new Subject(WAGGLE, waggle.server(), durable, peers, senders, scale.users() - 1),
                new Subject(BARE, relay.server(), plain, plainPeers, plainSenders, scale.users()));
    }

    private static Peer.Login login(User user, String topic) {
        return new Peer.Login(user.did(), user.token(), topic);
    }

    private static Map<Peer, Route> toPartners(List<Peer> peers, IntFunction<String> topicOf) {
        Map<Peer, Route> routes = new HashMap<>();
        for (int i = 0; i < peers.size(); i++) {
            int partner = i ^ 1;
            routes.put(peers.get(i), new Route(topicOf.apply(partner), List.of(peers.get(partner))));
        }
        return routes;
    }
}
