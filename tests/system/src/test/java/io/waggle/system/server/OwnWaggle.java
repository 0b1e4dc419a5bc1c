package io.waggle.system.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test class that needs a separate server, for example because it kills the server. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OwnWaggle {

    /** The server's environment settings, such as {@code WAGGLE_X=y}. */
    String[] value() default {};
}
