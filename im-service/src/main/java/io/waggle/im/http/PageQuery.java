package io.waggle.im.http;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for, over MQTT.
 *
 * @param cursor the {@code next} of the page before
 */
public record PageQuery(@Nullable Id cursor, @Nullable Integer limit) {}
