package io.waggle.im.http;

import io.waggle.kit.description.NullClears;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

import java.util.function.UnaryOperator;

/**
 * A member of a request that changes something: absent leaves the value as it is, and null clears it.
 *
 * @param given whether the member was present
 * @param value null if the member was absent or null
 */
@NullClears
@JsonDeserialize(using = PatchDeserializer.class)
public record Patch<T>(boolean given, @Nullable T value) {

    public static <T> Patch<T> absent() {
        return new Patch<>(false, null);
    }

    public static <T> Patch<T> to(@Nullable T value) {
        return new Patch<>(true, value);
    }

    /** Returns the new value, given the current one. */
    public @Nullable T over(@Nullable T now) {
        return given ? value : now;
    }

    /**
     * Returns the new value, given the current one, and applies a rule to a value that is given. The rule does not apply to the
     * current value, so a value from before the rule stays.
     *
     * @param rule returns the value to store, or throws a refusal
     */
    public @Nullable T over(@Nullable T now, UnaryOperator<@Nullable T> rule) {
        return given ? rule.apply(value) : now;
    }
}
