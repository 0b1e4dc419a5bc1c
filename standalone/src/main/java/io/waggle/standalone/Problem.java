package io.waggle.standalone;

import org.jspecify.annotations.Nullable;

/** A reason not to run that a person can remove. The message is one line: what is wrong and what would be right. */
final class Problem extends RuntimeException {

    Problem(String message) {
        this(message, null);
    }

    Problem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
