package io.waggle.im.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The operation can be asked over MQTT too, as {@code rpc/{value}}, and answers the same.
 *
 * <p>Its request is one JSON object: path variables, request parameters and the body's members are found in it by their names.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rpc {

    /** As it stands in the topic, such as {@code groups.create}. */
    String value();
}
