package io.waggle.system.fault;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleProcess;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Senders in pairs and in a group, and the acknowledgements that they got.
 *
 * <p>Every second sender gives its messages ids; MQTT 5 and 3.1.1, JSON and protobuf alternate.
 */
final class Senders {

    private final WaggleProcess waggle;
    private final List<List<Login>> pairs;
    private final List<Login> members;
    private final String group;
    private final List<Sender> pairSenders = new ArrayList<>();
    private final List<Sender> groupSenders = new ArrayList<>();

    /** In every pair, and in the group, one user sends and one does not. */
    Senders(WaggleProcess waggle, int pairCount, int groupSenderCount) {
        this.waggle = waggle;
        Api api = waggle.api();
        pairs = Stream.generate(api::newFriends).limit(pairCount).toList();
        members = api.newUsers("member", groupSenderCount + 1);
        group = api.groupOf(members);
    }

    void start() {
        for (List<Login> pair : pairs) {
            pairSenders.add(sender(pair.getFirst(), pair.getLast().inbox(), pairSenders.size()));
        }
        for (Login member : members.subList(1, members.size())) {
            groupSenders.add(sender(member, "to/g/" + group, groupSenders.size()));
        }
        senders().forEach(Sender::start);
    }

    void stop() throws InterruptedException {
        for (Sender sender : senders().toList()) {
            sender.stop();
        }
    }

    /** Connects a device for each user who does not send. */
    List<Phone> connectListeners() {
        return Stream.concat(pairs.stream().map(List::getLast), Stream.of(members.getFirst()))
                .map(login -> ConnectOptions.of(waggle, login).connect())
                .toList();
    }

    /** Returns the log that this listener received live. */
    List<Entry> historyFor(Phone listener) {
        Login login = listener.login();
        return login.equals(members.getFirst())
                ? waggle.api().messages(login, group)
                : pairs.stream()
                        .filter(pair -> pair.getLast().equals(login))
                        .map(pair -> waggle.api().history(login, waggle.api().conversationWith(login, pair.getFirst())))
                        .findFirst()
                        .orElseThrow();
    }

    int acknowledged() {
        return senders().mapToInt(Sender::count).sum();
    }

    int retryableRefusals() {
        return senders().mapToInt(Sender::retryableRefusals).sum();
    }

    int lostConnections() {
        return senders().mapToInt(Sender::lostConnections).sum();
    }

    /** Returns the number of acknowledged messages of each sender. */
    List<Integer> counts() {
        return senders().map(Sender::count).toList();
    }

    /** Fails if any acknowledged message is missing or stored twice. */
    DurabilityCheck checkDurability() {
        Api api = waggle.api();
        DurabilityCheck sum = DurabilityCheck.of(api.history(members.getFirst(), group), groupSenders);
        for (int i = 0; i < pairs.size(); i++) {
            Login receiver = pairs.get(i).getLast();
            String conversation = api.conversationWith(receiver, pairs.get(i).getFirst());
            sum = sum.plus(DurabilityCheck.of(api.history(receiver, conversation), List.of(pairSenders.get(i))));
        }
        return sum;
    }

    private Stream<Sender> senders() {
        return Stream.concat(pairSenders.stream(), groupSenders.stream());
    }

    private Sender sender(Login login, String topic, int number) {
        ConnectOptions plain = ConnectOptions.of(waggle, login);
        boolean withIds = number % 2 == 0;
        ConnectOptions options = switch (number % 3) {
            case 0 -> plain;
            case 1 -> plain.withProtobuf();
            default -> plain.withMqtt3();
        };
        return new Sender(waggle, options, topic, withIds);
    }
}
