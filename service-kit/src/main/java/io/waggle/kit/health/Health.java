package io.waggle.kit.health;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The answer to a health check.
 *
 * @param status {@code up} or {@code down}
 * @param notReady the parts that make it down; null if it is up
 */
record Health(String status, @Nullable List<String> notReady) {

    static Health without(List<String> missing) {
        return missing.isEmpty() ? new Health("up", null) : new Health("down", missing);
    }
}
