package io.waggle.service.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A creation that may be sent again: with the header {@code Idempotency-Key}, over MQTT the member {@code idempotencyKey},
 * the same request gets the answer of the first one, for a day.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
