package io.waggle.service.description;

import io.waggle.service.http.Page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many items a page has: the parameter {@code limit} of an operation whose pages are not {@link Page}'s usual ones. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Limit {

    int max();

    int standard();
}
