package io.waggle.im.log;

/**
 * The outcome of an append whose {@link Permit} no longer holds: nothing was written. The caller asks for a new permit.
 *
 * <p>This is an outcome and not a fault, so it has no stack trace.
 */
public final class Outdated extends RuntimeException {

    Outdated() {
        super("the permit no longer holds", null, false, false);
    }
}
