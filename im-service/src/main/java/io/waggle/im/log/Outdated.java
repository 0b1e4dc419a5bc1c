package io.waggle.im.log;

/**
 * The outcome of an append whose {@link Permit} no longer holds: nothing was written, and the permission is to be asked for again.
 *
 * <p>An outcome, not a fault: it carries no stack trace.
 */
public final class Outdated extends RuntimeException {

    Outdated() {
        super("the permission no longer holds", null, false, false);
    }
}
