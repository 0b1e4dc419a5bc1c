package io.waggle.im.sweep;

import io.waggle.protocol.Id;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A member of a body.
 *
 * @param path such as {@code device.name}
 * @param isText whether it takes any text
 */
record BodyMember(String path, boolean isText) {

    /** The members of what is read as this type, and theirs. */
    static Stream<BodyMember> of(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> of(prefix, component));
    }

    private static Stream<BodyMember> of(String prefix, RecordComponent component) {
        String path = prefix + component.getName();
        Type type = component.getGenericType() instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : component.getGenericType();
        boolean isRecord = type instanceof Class<?> taken && taken.isRecord() && taken != Id.class;
        Stream<BodyMember> itself = Stream.of(new BodyMember(path, type == String.class));
        return isRecord ? Stream.concat(itself, of(path + ".", (Class<?>) type)) : itself;
    }

    @Override
    public String toString() {
        return path;
    }
}
