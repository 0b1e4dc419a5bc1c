package io.waggle.kit.description;

import io.waggle.protocol.ErrorCode;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lists the errors that an operation answers besides the {@link Refusals#common common} ones. Tests check every answer against
 * it. Operations with the same errors share an annotation that has this one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Refuses {

    ErrorCode[] value();
}
