package io.waggle.kit.health;

import java.util.function.BooleanSupplier;

/**
 * A dependency of a program that may be unavailable.
 *
 * @param name its name in {@code /readyz} and {@code /healthz}
 * @param needed whether the program cannot work without it; a part that is not needed is only reported in {@code /healthz}
 * @param ready called for each answer; it is fast and never throws
 */
public record Part(String name, boolean needed, BooleanSupplier ready) {

    public static Part needed(String name, BooleanSupplier ready) {
        return new Part(name, true, ready);
    }

    public static Part optional(String name, BooleanSupplier ready) {
        return new Part(name, false, ready);
    }

    boolean isReady() {
        return ready.getAsBoolean();
    }
}
