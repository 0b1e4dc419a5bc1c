package io.waggle.benchmarks.soak;

import io.waggle.benchmarks.soak.Probe.Look;
import io.waggle.benchmarks.stage.FigureLog;
import io.waggle.benchmarks.stage.Scenario;
import io.waggle.benchmarks.stage.Stage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A prepared soak: runs its workers, measures memory meanwhile, and reaches a verdict. */
final class SoakRun implements Scenario.Run {

    private static final int CLASSES_SHOWN = 15;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEGABYTE = 1e6;
    /** Longer than any wait of a worker. */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(90);
    /** The tolerated failure rate: one failure in this number of acts. */
    private static final int ACTS_PER_FAILURE = 50;

    private final Soak.Settings settings;
    private final Stage stage;
    private final Probe probe;
    private final List<Worker> workers;
    private final Connecting connecting;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();

    SoakRun(Soak.Settings settings, Stage stage, Probe probe, List<Worker> workers, Connecting connecting) {
        this.settings = settings;
        this.stage = stage;
        this.probe = probe;
        this.workers = workers;
        this.connecting = connecting;
    }

    @Override
    public boolean run() throws Exception {
        try (Report report = new Report(stage, settings.table())) {
            report.say(Sample.HEAD);
            look(report, 0);
            soak(report);
            stopWorkers();
            connecting.close();
            report.say("at rest, all connections closed:");
            Look rest = probe.look(looks.getLast().sample().minute(), done());
            report.say(rest.sample().line());
            return conclude(report, rest);
        }
    }

    @Override
    public void close() {
        workers.forEach(Worker::stop);
        threads.forEach(Thread::interrupt);
    }

    private void soak(Report report) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (Worker worker : workers) {
            threads.add(Thread.ofVirtual().name(worker.name()).start(worker));
        }
        long end = begun + settings.length().toNanos();
        long due = begun;
        while (due < end) {
            due = Math.min(end, due + settings.every().toNanos());
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            look(report, (System.nanoTime() - begun) / NANOS_PER_SECOND / SECONDS_PER_MINUTE);
        }
    }

    private void look(Report report, double minute) throws IOException, InterruptedException {
        Look look = probe.look(minute, done());
        looks.add(look);
        report.say(look.sample().line());
    }

    private void stopWorkers() throws InterruptedException, IOException {
        workers.forEach(Worker::stop);
        long giveUp = System.nanoTime() + STOPS_WITHIN.toNanos();
        for (int i = 0; i < threads.size(); i++) {
            Duration left = Duration.ofNanos(Math.max(1, giveUp - System.nanoTime()));
            if (!threads.get(i).join(left)) {
                throw new IOException(
                        "\"" + workers.get(i).name() + "\" did not end within " + STOPS_WITHIN.toSeconds() + " s");
            }
        }
    }

    private boolean conclude(Report report, Look rest) {
        report.say("what clients did:");
        workers.forEach(worker -> report.say(worker.line()));
        Look middle = looks.get(looks.size() / 2);
        sayGrowth(report, "in the second half", middle, looks.getLast());
        sayGrowth(report, "from the beginning to the rest", looks.getFirst(), rest);
        Trend trend = Trend.ofLiveHeap(looks.subList(looks.size() / 2, looks.size()).stream()
                .map(Look::sample)
                .toList());
        report.say(trend.sentence());
        logFigures(rest, trend);
        List<String> bad = workers.stream()
                .filter(worker -> worker.done() == 0 || worker.failed() * ACTS_PER_FAILURE > worker.done())
                .map(Worker::name)
                .toList();
        if (!bad.isEmpty()) {
            report.say("the server did not answer as it should: " + String.join("; ", bad));
        }
        return bad.isEmpty() && trend.verdict() != Trend.Verdict.GROWS;
    }

    private static void sayGrowth(Report report, String when, Look from, Look to) {
        report.say("classes that grew " + when + ":");
        to.histogram()
                .growthSince(from.histogram(), name -> true, CLASSES_SHOWN)
                .forEach(report::say);
        report.say("of them of Waggle and HiveMQ:");
        to.histogram()
                .growthSince(from.histogram(), SoakRun::isOurs, CLASSES_SHOWN)
                .forEach(report::say);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("io.waggle.") || name.startsWith("com.hivemq.");
    }

    private void logFigures(Look rest, Trend trend) {
        FigureLog figures = stage.figures();
        figures.add(
                "soak",
                "Waggle",
                "live heap at first MB",
                looks.getFirst().sample().live() / MEGABYTE);
        figures.add(
                "soak",
                "Waggle",
                "live heap at last MB",
                looks.getLast().sample().live() / MEGABYTE);
        figures.add("soak", "Waggle", "live heap at rest MB", rest.sample().live() / MEGABYTE);
        figures.add("soak", "Waggle", "live heap slope MB per h", trend.perHour() / MEGABYTE);
        figures.add(
                "soak",
                "Waggle",
                "resident at last MB",
                looks.getLast().sample().resident() / MEGABYTE);
        figures.add("soak", "Waggle", "acts", (double) rest.sample().done());
        workers.forEach(worker -> figures.add("soak", worker.name(), "acts", worker.done()));
    }

    private long done() {
        return workers.stream().mapToLong(Worker::done).sum();
    }
}
