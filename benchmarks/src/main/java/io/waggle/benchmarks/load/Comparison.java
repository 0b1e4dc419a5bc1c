package io.waggle.benchmarks.load;

import io.waggle.benchmarks.environment.Environment;
import io.waggle.benchmarks.environment.Scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of traffic on Waggle and on the bare relay, in turn: each at its full speed, then both at half of Waggle's.
 *
 * @param unit the unit of processor time: per {@code message} or per {@code delivery}
 */
record Comparison(String name, String title, String unit, Scale scale, Traffic traffic) implements Scenario {

    /** The users, and the routes of the senders. */
    interface Traffic {
        Targets setUp(Environment environment, Generator generator, Scale scale) throws Exception;
    }

    /** The same users on both servers. */
    record Targets(LoadTarget waggle, LoadTarget bare) {}

    @Override
    public Run setUp(Environment environment) throws Exception {
        // The run closes them; if there is no run, they are closed here.
        Generator generator = new Generator();
        try {
            return new Measurement(environment, generator, traffic.setUp(environment, generator, scale));
        } catch (Exception failure) {
            generator.close();
            throw failure;
        }
    }

    private final class Measurement implements Run {

        private final Environment environment;
        private final Generator generator;
        private final Targets targets;

        Measurement(Environment environment, Generator generator, Targets targets) {
            this.environment = environment;
            this.generator = generator;
            this.targets = targets;
        }

        @Override
        public boolean run() throws Exception {
            environment.say("  warming up with " + scale.warmUp() + " messages each");
            warmUp(targets.bare());
            warmUp(targets.waggle());
            Ratios atFullSpeed = new Ratios();
            double rate = 0;
            for (int round = 1; round <= scale.rounds(); round++) {
                Figures bare =
                        measure(round, "full speed", targets.bare(), target -> target.atFullSpeed(scale.measured()));
                Figures waggle =
                        measure(round, "full speed", targets.waggle(), target -> target.atFullSpeed(scale.measured()));
                atFullSpeed.add(waggle, bare);
                rate = waggle.perSecond() / 2;
            }
            environment.say("  each at its full speed, Waggle / bare relay: " + atFullSpeed);
            double half = rate;
            Ratios atOneRate = new Ratios();
            for (int round = 1; round <= scale.rounds(); round++) {
                Figures bare =
                        measure(round, "half speed", targets.bare(), target -> target.atRate(scale.measured(), half));
                Figures waggle =
                        measure(round, "half speed", targets.waggle(), target -> target.atRate(scale.measured(), half));
                atOneRate.add(waggle, bare);
            }
            environment.say("  both at half of Waggle's speed, Waggle / bare relay: " + atOneRate);
            return true;
        }

        @Override
        public void close() {
            targets.waggle().disconnect();
            targets.bare().disconnect();
            generator.close();
        }

        private void warmUp(LoadTarget target) throws Exception {
            during("warm-up", target, () -> {
                target.warmUp(scale.warmUp());
                return true;
            });
        }

        private Figures measure(int round, String speed, LoadTarget target, Part part) throws Exception {
            String phase = "round " + round + ", " + speed;
            Figures figures = during(phase, target, () -> part.of(target));
            environment.say(figures.line(target.name(), unit));
            figures.log(environment.figures(), name, target.name() + " " + speed + " " + round);
            return figures;
        }

        private <T> T during(String phase, LoadTarget target, Step<T> step) throws Exception {
            try {
                return step.run();
            } catch (LoadFailedException failure) {
                throw failure.during(phase + ", " + target.name());
            }
        }
    }

    private interface Part {
        Figures of(LoadTarget target) throws Exception;
    }

    private interface Step<T> {
        T run() throws Exception;
    }

    /** Processor time per message or delivery, one ratio per round. */
    private static final class Ratios {

        private final List<Double> ratios = new ArrayList<>();

        void add(Figures waggle, Figures bare) {
            ratios.add(waggle.cpuMicros() / bare.cpuMicros());
        }

        @Override
        public String toString() {
            List<Double> sorted = ratios.stream().sorted().toList();
            return "%.1f of processor time (%.1f to %.1f in %d rounds)"
                    .formatted(sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast(), sorted.size());
        }
    }
}
