package io.waggle.im.rpc;

import io.waggle.im.caller.Caller;
import io.waggle.kit.http.ForAdministrators;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.kit.idempotency.KeyedRequest;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;

/** A controller's operation, called with one JSON object in place of path, parameters and body. */
final class ControllerMethod implements RpcMethod {

    private final String name;
    private final HandlerMethod operation;
    private final RpcJson json;
    private final RpcRepetitions repetitions;

    ControllerMethod(String name, HandlerMethod operation, RpcJson json, RpcRepetitions repetitions) {
        this.name = name;
        this.operation = operation.createWithResolvedBean();
        this.json = json;
        this.repetitions = repetitions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isForAdministrators() {
        return operation.getBeanType().isAnnotationPresent(ForAdministrators.class);
    }

    @Override
    public byte[] call(Caller caller, Format format, byte[] body) {
        ObjectNode request = json.object(body);
        String key = operation.hasMethodAnnotation(Idempotent.class) ? RpcRepetitions.keyOf(request) : null;
        if (key == null) {
            return call(caller, request);
        }
        return repetitions.once(KeyedRequest.of(caller.uid(), key, "rpc/" + name, body), () -> call(caller, request));
    }

    private byte[] call(Caller caller, ObjectNode request) {
        Object[] arguments = Arrays.stream(operation.getMethodParameters())
                .map(parameter -> argument(parameter, caller, request))
                .toArray();
        Object body = bodyOf(invoke(arguments));
        return body instanceof byte[] written ? written : json.write(body);
    }

    private @Nullable Object argument(MethodParameter parameter, Caller caller, ObjectNode request) {
        if (parameter.getParameterType() == Caller.class) {
            return caller;
        }
        if (parameter.hasParameterAnnotation(RequestBody.class)) {
            return parameter.getParameterType() == byte[].class
                    ? body(request)
                    : json.convert(request, parameter.getParameterType());
        }
        return member(parameter, request);
    }

    /** The body of an operation that reads the JSON itself: what is left of the request without the other parameters. */
    private byte[] body(ObjectNode request) {
        ObjectNode body = request.deepCopy();
        body.remove(RpcRepetitions.KEY);
        for (MethodParameter parameter : operation.getMethodParameters()) {
            body.remove(parameter.getParameter().getName());
        }
        return json.write(body);
    }

    private @Nullable Object member(MethodParameter parameter, ObjectNode request) {
        String member = parameter.getParameter().getName();
        JsonNode value = request.get(member);
        if (value != null) {
            return json.convert(value, parameter.getParameterType(), member);
        }
        if (parameter.isOptional()) {
            return null;
        }
        throw new Refused(ErrorCode.INVALID_REQUEST, member + " is missing");
    }

    private @Nullable Object invoke(@Nullable Object[] arguments) {
        try {
            return operation.getMethod().invoke(operation.getBean(), arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(name + " failed", thrown.getCause());
        } catch (IllegalAccessException fault) {
            throw new IllegalStateException(name + " cannot be called", fault);
        }
    }

    private static Object bodyOf(@Nullable Object answer) {
        Object body = answer instanceof ResponseEntity<?> response ? response.getBody() : answer;
        return body == null ? Map.of() : body;
    }
}
