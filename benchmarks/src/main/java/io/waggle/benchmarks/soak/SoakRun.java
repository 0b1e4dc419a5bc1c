package io.waggle.benchmarks.soak;

import io.waggle.benchmarks.environment.Environment;
import io.waggle.benchmarks.environment.FigureLog;
import io.waggle.benchmarks.environment.Scenario;
import io.waggle.benchmarks.soak.MemoryProbe.Reading;

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
    /** The tolerated failure rate: one failure in this number of actions. */
    private static final int ACTIONS_PER_FAILURE = 50;

    private final Soak.Settings settings;
    private final Environment environment;
    private final MemoryProbe probe;
    private final List<Worker> workers;
    private final ConnectionActivities connections;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();

    SoakRun(
            Soak.Settings settings,
            Environment environment,
            MemoryProbe probe,
            List<Worker> workers,
            ConnectionActivities connections) {
        this.settings = settings;
        this.environment = environment;
        this.probe = probe;
        this.workers = workers;
        this.connections = connections;
    }

    @Override
    public boolean run() throws Exception {
        try (Report report = new Report(environment, settings.table())) {
            report.say(Sample.HEAD);
            measure(report, 0);
            soak(report);
            stopWorkers();
            connections.close();
            report.say("at rest, all connections closed:");
            Reading atRest = probe.read(readings.getLast().sample().minute(), done());
            report.say(atRest.sample().line());
            return conclude(report, atRest);
        }
    }

    @Override
    public void close() {
        workers.forEach(Worker::stop);
        threads.forEach(Thread::interrupt);
    }

    private void soak(Report report) throws IOException, InterruptedException {
        long started = System.nanoTime();
        for (Worker worker : workers) {
            threads.add(Thread.ofVirtual().name(worker.name()).start(worker));
        }
        long end = started + settings.length().toNanos();
        long due = started;
        while (due < end) {
            due = Math.min(end, due + settings.every().toNanos());
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            measure(report, (System.nanoTime() - started) / NANOS_PER_SECOND / SECONDS_PER_MINUTE);
        }
    }

    private void measure(Report report, double minute) throws IOException, InterruptedException {
        Reading reading = probe.read(minute, done());
        readings.add(reading);
        report.say(reading.sample().line());
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

    private boolean conclude(Report report, Reading atRest) {
        report.say("what the clients did:");
        workers.forEach(worker -> report.say(worker.line()));
        Reading middle = readings.get(readings.size() / 2);
        reportGrowth(report, "in the second half", middle, readings.getLast());
        reportGrowth(report, "from the start to the end, at rest", readings.getFirst(), atRest);
        Trend trend = Trend.ofLiveHeap(readings.subList(readings.size() / 2, readings.size()).stream()
                .map(Reading::sample)
                .toList());
        report.say(trend.sentence());
        logFigures(atRest, trend);
        List<String> bad = workers.stream()
                .filter(worker -> worker.done() == 0 || worker.failed() * ACTIONS_PER_FAILURE > worker.done())
                .map(Worker::name)
                .toList();
        if (!bad.isEmpty()) {
            report.say("the server did not answer as it should: " + String.join("; ", bad));
        }
        return bad.isEmpty() && trend.verdict() != Trend.Verdict.GROWS;
    }

    private static void reportGrowth(Report report, String when, Reading from, Reading to) {
        report.say("classes that grew " + when + ":");
        to.histogram()
                .growthSince(from.histogram(), name -> true, CLASSES_SHOWN)
                .forEach(report::say);
        report.say("of these, the classes of Waggle and HiveMQ:");
        to.histogram()
                .growthSince(from.histogram(), SoakRun::isOurs, CLASSES_SHOWN)
                .forEach(report::say);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("io.waggle.") || name.startsWith("com.hivemq.");
    }

    private void logFigures(Reading atRest, Trend trend) {
        FigureLog figures = environment.figures();
        figures.add(
                "soak",
                "Waggle",
                "live heap at first MB",
                readings.getFirst().sample().live() / MEGABYTE);
        figures.add(
                "soak",
                "Waggle",
                "live heap at last MB",
                readings.getLast().sample().live() / MEGABYTE);
        figures.add("soak", "Waggle", "live heap at rest MB", atRest.sample().live() / MEGABYTE);
        figures.add("soak", "Waggle", "live heap slope MB per h", trend.perHour() / MEGABYTE);
        figures.add(
                "soak",
                "Waggle",
                "resident at last MB",
                readings.getLast().sample().resident() / MEGABYTE);
        figures.add("soak", "Waggle", "actions", (double) atRest.sample().done());
        workers.forEach(worker -> figures.add("soak", worker.name(), "actions", worker.done()));
    }

    private long done() {
        return workers.stream().mapToLong(Worker::done).sum();
    }
}
