package io.waggle.im.rpc;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All operations over MQTT by name: the ones with the annotation {@link Rpc}, and the beans of type {@link RpcMethod}. */
@Component
class RpcMethods {

    private final Map<String, RpcMethod> byName;

    RpcMethods(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping operations,
            List<RpcMethod> ownMethods,
            RpcJson json,
            RpcRepetitions repetitions) {
        byName = Stream.concat(
                        ownMethods.stream(),
                        controllerMethods(operations.getHandlerMethods().values(), json, repetitions))
                .collect(Collectors.toUnmodifiableMap(RpcMethod::name, Function.identity()));
    }

    @Nullable
    RpcMethod find(String name) {
        return byName.get(name);
    }

    private static Stream<RpcMethod> controllerMethods(
            Collection<HandlerMethod> operations, RpcJson json, RpcRepetitions repetitions) {
        return operations.stream()
                .filter(operation -> operation.hasMethodAnnotation(Rpc.class))
                .map(operation -> {
                    Rpc rpc = operation.getMethodAnnotation(Rpc.class);
                    return new ControllerMethod(rpc == null ? "" : rpc.value(), operation, json, repetitions);
                });
    }
}
