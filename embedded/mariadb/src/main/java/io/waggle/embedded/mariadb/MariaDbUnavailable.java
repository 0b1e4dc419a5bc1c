package io.waggle.embedded.mariadb;

/** Thrown when the database cannot run for a reason that a person can correct. The message is one line and says what to do. */
public final class MariaDbUnavailable extends RuntimeException {

    public MariaDbUnavailable(String message) {
        super(message);
    }
}
