package io.waggle.system.walk;

import io.waggle.system.walk.Step.Kind;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The steps of each device: the same for the same seed. The interleaving of the devices' steps depends on the machine. */
final class Plan {

    /** How many of 1,000 steps of a connected device are of this kind. */
    private static final Map<Kind, Integer> WHILE_CONNECTED = new EnumMap<>(Map.ofEntries(
            Map.entry(Kind.SAY_TO_USER, 190),
            Map.entry(Kind.SAY_IN_GROUP, 160),
            Map.entry(Kind.REPLY_IN_GROUP, 50),
            Map.entry(Kind.SAY_BRIEFLY, 15),
            Map.entry(Kind.READ, 115),
            Map.entry(Kind.RECALL, 50),
            Map.entry(Kind.EDIT, 70),
            Map.entry(Kind.REACT, 60),
            Map.entry(Kind.UNREACT, 15),
            Map.entry(Kind.PIN, 20),
            Map.entry(Kind.UNPIN, 15),
            Map.entry(Kind.DISCONNECT, 60),
            Map.entry(Kind.BREAK_CONNECTION, 80),
            Map.entry(Kind.STOP_ACKNOWLEDGING, 25),
            Map.entry(Kind.STAY_OFFLINE, 5),
            Map.entry(Kind.JOIN_GROUP, 45),
            Map.entry(Kind.LEAVE_GROUP, 25)));

    private static final Map<Kind, Integer> WHILE_DISCONNECTED = new EnumMap<>(Map.of(
            Kind.CONNECT, 600,
            Kind.READ, 200,
            Kind.RECALL, 25,
            Kind.EDIT, 25,
            Kind.JOIN_GROUP, 90,
            Kind.LEAVE_GROUP, 60));

    private Plan() {}

    static List<List<Step>> generate(long seed, int devices, int steps) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, devices)
                .mapToObj(device -> generate(random.split(), steps / devices + (device < steps % devices ? 1 : 0)))
                .toList();
    }

    private static List<Step> generate(RandomGenerator random, int count) {
        List<Step> steps = new ArrayList<>(count);
        boolean connected = false;
        while (steps.size() < count) {
            Kind kind = choose(connected ? WHILE_CONNECTED : WHILE_DISCONNECTED, random.nextInt(1_000));
            connected = switch (kind) {
                case CONNECT -> true;
                case DISCONNECT, BREAK_CONNECTION, STAY_OFFLINE -> false;
                default -> connected;
            };
            steps.add(new Step(kind, random.nextInt(Integer.MAX_VALUE)));
        }
        return steps;
    }

    private static Kind choose(Map<Kind, Integer> weights, int of1000) {
        int left = of1000;
        for (Map.Entry<Kind, Integer> weight : weights.entrySet()) {
            left -= weight.getValue();
            if (left < 0) {
                return weight.getKey();
            }
        }
        throw new IllegalStateException("the weights are fewer than 1,000: " + weights);
    }
}
