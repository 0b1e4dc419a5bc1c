package io.waggle.kit.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a creation that may be repeated. With the header {@code Idempotency-Key}, or the member {@code idempotencyKey} over
 * MQTT, the same request gets the first answer again for a day.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
