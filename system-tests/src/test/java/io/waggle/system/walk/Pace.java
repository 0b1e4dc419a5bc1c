package io.waggle.system.walk;

/** Counts the steps of all, for those who wait until the others have gone on. */
final class Pace {

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

    /** Waits until so many more steps are done, or nobody walks any more. */
    synchronized void sitOut(long more) throws InterruptedException {
        long until = steps + more;
        walking--;
        notifyAll();
        while (steps < until && walking > 0) {
            wait();
        }
        walking++;
    }
}
