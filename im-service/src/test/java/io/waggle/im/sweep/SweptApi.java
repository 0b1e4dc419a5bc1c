package io.waggle.im.sweep;

import io.waggle.im.RunningService;
import io.waggle.im.rpc.Rpc;
import io.waggle.im.rpc.RpcMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All operations that the running service has, by method and path. */
final class SweptApi {

    /** About the device that is connected, and not to be asked over HTTP. */
    private static final Set<String> MQTT_ALONE = Set.of("ack", "sync");

    private final Map<String, HandlerMethod> operations = new TreeMap<>();
    private final Set<String> rpcNames;

    SweptApi(RunningService service) {
        service.operations()
                .forEach((mapping, handler) -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> mapping.getPatternValues()
                                .forEach(pattern -> operations.put(method.name() + " " + pattern, handler))));
        rpcNames = operations.values().stream()
                .map(handler -> handler.getMethodAnnotation(Rpc.class))
                .filter(Objects::nonNull)
                .map(Rpc::value)
                .collect(Collectors.toCollection(TreeSet::new));
        service.beans(RpcMethod.class).forEach(method -> rpcNames.add(method.name()));
        rpcNames.removeAll(MQTT_ALONE);
    }

    Set<String> names() {
        return operations.keySet();
    }

    Set<String> rpcNames() {
        return rpcNames;
    }

    HandlerMethod handler(String name) {
        return Objects.requireNonNull(operations.get(name), name);
    }

    /** What its JSON is read as; null without one. */
    @Nullable
    Class<?> bodyType(String name) {
        return Arrays.stream(handler(name).getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                .findFirst()
                .<Class<?>>map(MethodParameter::getParameterType)
                .orElse(null);
    }

    /** The members of its body; those of a message are read by hand. */
    List<BodyMember> bodyMembers(String name) {
        Class<?> type = Objects.requireNonNull(bodyType(name));
        return type == byte[].class
                ? Stream.of("to", "to.u", "to.g", "id", "text", "custom", "mentions", "expiresAt", "burnAfter")
                        .map(member -> new BodyMember(member, member.equals("text")))
                        .toList()
                : BodyMember.of("", type).toList();
    }

    /** The names of what may stand behind the question mark. */
    List<String> queryParameters(String name) {
        return Arrays.stream(handler(name).getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(parameter -> parameter.getParameter().getName())
                .toList();
    }
}
