package io.waggle.service.health;

import java.util.function.BooleanSupplier;

/**
 * Something that a program works with, and that may be away.
 *
 * @param name as {@code /readyz} and {@code /healthz} call it
 * @param needed whether the program can do nothing without it; what is not needed is missing in {@code /healthz} alone
 * @param ready asked for each answer; quick, and it throws nothing
 */
public record Part(String name, boolean needed, BooleanSupplier ready) {

    public static Part needed(String name, BooleanSupplier ready) {
        return new Part(name, true, ready);
    }

    public static Part useful(String name, BooleanSupplier ready) {
        return new Part(name, false, ready);
    }

    boolean isReady() {
        return ready.getAsBoolean();
    }
}
