package io.waggle.system.walk;

/** Counts the steps of all devices, so that a device can wait until the others have made some steps. */
final class StepCounter {

    // Guarded by this.
    private long steps;
    private int walking;

    synchronized void begin() {
        walking++;
    }

    synchronized void step() {
        steps++;
        notifyAll();
    }

    synchronized void end() {
        walking--;
        notifyAll();
    }

    synchronized long steps() {
        return steps;
    }

    /** Waits until so many more steps are done, or no device walks any more. */
    synchronized void awaitSteps(long more) throws InterruptedException {
        long until = steps + more;
        walking--;
        notifyAll();
        while (steps < until && walking > 0) {
            wait();
        }
        walking++;
    }
}
