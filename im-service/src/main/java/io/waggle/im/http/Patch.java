package io.waggle.im.http;

import io.waggle.service.description.NullClears;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

import java.util.function.UnaryOperator;

/**
 * A member of a request that changes something: left out, it leaves the thing as it is; null clears it.
 *
 * @param given whether it was there
 * @param value null if it was not there, or was null
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

    /** What is to be there, given what is there now. */
    public @Nullable T over(@Nullable T now) {
        return given ? value : now;
    }

    /**
     * The same by a rule for what is given. What is there now stays, also where the rule came after it.
     *
     * @param rule returns what to store, or refuses it
     */
    public @Nullable T over(@Nullable T now, UnaryOperator<@Nullable T> rule) {
        return given ? rule.apply(value) : now;
    }
}
