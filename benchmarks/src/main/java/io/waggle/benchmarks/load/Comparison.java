package io.waggle.benchmarks.load;

import io.waggle.benchmarks.stage.Scenario;
import io.waggle.benchmarks.stage.Stage;

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
        Pair setUp(Stage stage, Generator generator, Scale scale) throws Exception;
    }

    /** The same peers on both servers. */
    record Pair(Subject waggle, Subject bare) {}

    @Override
    public Run setUp(Stage stage) throws Exception {
        // The run closes them; if there is no run, they are closed here.
        Generator generator = new Generator();
        try {
            return new Measurement(stage, generator, traffic.setUp(stage, generator, scale));
        } catch (Exception failure) {
            generator.close();
            throw failure;
        }
    }

    private final class Measurement implements Run {

        private final Stage stage;
        private final Generator generator;
        private final Pair pair;

        Measurement(Stage stage, Generator generator, Pair pair) {
            this.stage = stage;
            this.generator = generator;
            this.pair = pair;
        }

        @Override
        public boolean run() throws Exception {
            stage.say("  warming up with " + scale.warmUp() + " messages each");
            warmUp(pair.bare());
            warmUp(pair.waggle());
            Ratios atFullSpeed = new Ratios();
            double rate = 0;
            for (int round = 1; round <= scale.rounds(); round++) {
                Figures bare =
                        measure(round, "full speed", pair.bare(), subject -> subject.atFullSpeed(scale.measured()));
                Figures waggle =
                        measure(round, "full speed", pair.waggle(), subject -> subject.atFullSpeed(scale.measured()));
                atFullSpeed.add(waggle, bare);
                rate = waggle.perSecond() / 2;
            }
            stage.say("  each at its full speed, Waggle / bare relay: " + atFullSpeed);
            double half = rate;
            Ratios atOneRate = new Ratios();
            for (int round = 1; round <= scale.rounds(); round++) {
                Figures bare =
                        measure(round, "half speed", pair.bare(), subject -> subject.atRate(scale.measured(), half));
                Figures waggle =
                        measure(round, "half speed", pair.waggle(), subject -> subject.atRate(scale.measured(), half));
                atOneRate.add(waggle, bare);
            }
            stage.say("  both at half of Waggle's speed, Waggle / bare relay: " + atOneRate);
            return true;
        }

        @Override
        public void close() {
            pair.waggle().disconnect();
            pair.bare().disconnect();
            generator.close();
        }

        private void warmUp(Subject subject) throws Exception {
            during("warm-up", subject, () -> {
                subject.warmUp(scale.warmUp());
                return true;
            });
        }

        private Figures measure(int round, String speed, Subject subject, Part part) throws Exception {
            String phase = "round " + round + ", " + speed;
            Figures figures = during(phase, subject, () -> part.of(subject));
            stage.say(figures.line(subject.name(), unit));
            figures.log(stage.figures(), name, subject.name() + " " + speed + " " + round);
            return figures;
        }

        private <T> T during(String phase, Subject subject, Step<T> step) throws Exception {
            try {
                return step.run();
            } catch (GaveUp failure) {
                throw failure.during(phase + ", " + subject.name());
            }
        }
    }

    private interface Part {
        Figures of(Subject subject) throws Exception;
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
