package io.waggle.kit.description;

import io.waggle.kit.http.Page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sets the page size of an operation, its parameter {@code limit}, where it differs from {@link Page}'s defaults. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Limit {

    int max();

    int standard();
}
