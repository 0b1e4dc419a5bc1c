package io.waggle.standalone;

import org.jspecify.annotations.Nullable;

/** Thrown for a problem that a person can correct. The message is one line: what is wrong and what to do. */
final class Problem extends RuntimeException {

    Problem(String message) {
        this(message, null);
    }

    Problem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
