package io.waggle.benchmarks.load;

import io.waggle.benchmarks.environment.Api;
import io.waggle.benchmarks.environment.Api.User;
import io.waggle.benchmarks.environment.Environment;
import io.waggle.benchmarks.environment.Environment.Running;
import io.waggle.benchmarks.environment.Scenario;
import io.waggle.benchmarks.load.Comparison.Targets;

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

    private static Targets pairs(Environment environment, Generator generator, Scale scale) throws Exception {
        Running waggle = environment.waggle();
        Running relay = environment.relay();
        Api api = new Api(waggle.http());
        List<User> users = api.register("pair", scale.users());
        for (int i = 0; i < users.size(); i += 2) {
            api.befriend(users.get(i), users.get(i + 1));
        }
        List<LoadClient.Login> logins =
                users.stream().map(user -> login(user, "d/" + user.did())).toList();
        Load waggleLoad = new Load(WINDOW, TimeLimits.DEFAULT);
        List<LoadClient> clients = generator.connect(waggle.mqtt(), logins, waggleLoad);
        waggleLoad.route(toPartners(clients, i -> "to/u/" + users.get(i).uid()));
        Load relayLoad = new Load(WINDOW, TimeLimits.DEFAULT);
        List<LoadClient> relayClients = generator.connect(relay.mqtt(), logins, relayLoad);
        relayLoad.route(toPartners(relayClients, i -> "d/" + users.get(i).did()));
        return new Targets(
                new LoadTarget(WAGGLE, waggle.server(), waggleLoad, clients, clients.subList(0, scale.senders()), 1),
                new LoadTarget(
                        BARE, relay.server(), relayLoad, relayClients, relayClients.subList(0, scale.senders()), 1));
    }

    private static Targets members(Environment environment, Generator generator, Scale scale) throws Exception {
        Running waggle = environment.waggle();
        Running relay = environment.relay();
        Api api = new Api(waggle.http());
        List<User> users = api.register("member", scale.users());
        User owner = users.getFirst();
        List<User> others = users.subList(1, users.size());
        for (User other : others) {
            api.befriend(owner, other);
        }
        String gid = api.group(owner, others);
        String topic = "g/" + gid;
        List<LoadClient.Login> logins =
                users.stream().map(user -> login(user, topic)).toList();
        Load waggleLoad = new Load(WINDOW, TimeLimits.DEFAULT);
        List<LoadClient> clients = generator.connect(waggle.mqtt(), logins, waggleLoad);
        List<LoadClient> senders = clients.subList(0, scale.senders());
        Map<LoadClient, Route> toOthers = new HashMap<>();
        for (LoadClient sender : senders) {
            List<LoadClient> receivers = new ArrayList<>(clients);
            receivers.remove(sender);
            toOthers.put(sender, new Route("to/g/" + gid, receivers));
        }
        waggleLoad.route(toOthers);
        Load relayLoad = new Load(WINDOW, TimeLimits.DEFAULT);
        List<LoadClient> relayClients = generator.connect(relay.mqtt(), logins, relayLoad);
        List<LoadClient> relaySenders = relayClients.subList(0, scale.senders());
        // The bare relay also sends the sender its own message.
        Map<LoadClient, Route> toAll = new HashMap<>();
        relaySenders.forEach(sender -> toAll.put(sender, new Route(topic, relayClients)));
        relayLoad.route(toAll);
        return new Targets(
                new LoadTarget(WAGGLE, waggle.server(), waggleLoad, clients, senders, scale.users() - 1),
                new LoadTarget(BARE, relay.server(), relayLoad, relayClients, relaySenders, scale.users()));
    }

    private static LoadClient.Login login(User user, String topic) {
        return new LoadClient.Login(user.did(), user.token(), topic);
    }

    private static Map<LoadClient, Route> toPartners(List<LoadClient> clients, IntFunction<String> topicOf) {
        Map<LoadClient, Route> routes = new HashMap<>();
        for (int i = 0; i < clients.size(); i++) {
            int partner = i ^ 1;
            routes.put(clients.get(i), new Route(topicOf.apply(partner), List.of(clients.get(partner))));
        }
        return routes;
    }
}
