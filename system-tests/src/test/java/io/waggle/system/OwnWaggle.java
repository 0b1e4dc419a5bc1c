package io.waggle.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test class that does harm to its server, and therefore has one of its own. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OwnWaggle {

    /** Settings of its environment, such as {@code WAGGLE_X=y}. */
    String[] value() default {};
}
