package io.waggle.system.walk;

import io.waggle.system.walk.Step.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The steps of each device: the same for the same seed. The interleaving of the devices' steps depends on the machine. */
final class Plan {

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
            Kind kind = connected ? whileConnected(random.nextInt(1_000)) : whileDisconnected(random.nextInt(1_000));
            connected = switch (kind) {
                case CONNECT -> true;
                case DISCONNECT, BREAK_CONNECTION, STAY_OFFLINE -> false;
                default -> connected;
            };
            steps.add(new Step(kind, random.nextInt(Integer.MAX_VALUE)));
        }
        return steps;
    }

    private static Kind whileConnected(int of1000) {
        if (of1000 < 270) {
            return Kind.SAY_TO_USER;
        }
        if (of1000 < 580) {
            return Kind.SAY_IN_GROUP;
        }
        if (of1000 < 760) {
            return Kind.READ;
        }
        if (of1000 < 820) {
            return Kind.DISCONNECT;
        }
        if (of1000 < 900) {
            return Kind.BREAK_CONNECTION;
        }
        if (of1000 < 925) {
            return Kind.STOP_ACKNOWLEDGING;
        }
        if (of1000 < 930) {
            return Kind.STAY_OFFLINE;
        }
        return of1000 < 975 ? Kind.JOIN_GROUP : Kind.LEAVE_GROUP;
    }

    private static Kind whileDisconnected(int of1000) {
        if (of1000 < 600) {
            return Kind.CONNECT;
        }
        if (of1000 < 850) {
            return Kind.READ;
        }
        return of1000 < 940 ? Kind.JOIN_GROUP : Kind.LEAVE_GROUP;
    }
}
