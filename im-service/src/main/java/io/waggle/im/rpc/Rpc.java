package io.waggle.im.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Offers the operation over MQTT too, as {@code rpc/{value}}, with the same answer.
 *
 * <p>The request is one JSON object. Path variables, request parameters and the members of the body are found in it by name.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rpc {

    /** The method's name in the topic, such as {@code groups.create}. */
    String value();
}
