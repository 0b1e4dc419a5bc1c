package io.waggle.im.rpc;

import io.swagger.v3.oas.models.Operation;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Describes the operations that are also available as {@code rpc/{method}}. The method's name becomes the name in generated
 * clients.
 */
@Component
class RpcDescription implements OperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Rpc rpc = method.getMethodAnnotation(Rpc.class);
        if (rpc != null) {
            operation.setOperationId(camelCase(rpc.value()));
            operation.addExtension("x-rpc", rpc.value());
        }
        return operation;
    }

    /** Turns {@code groups.invites.create} into {@code groupsInvitesCreate}. */
    private static String camelCase(String name) {
        String joined = Arrays.stream(name.split("\\."))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
        return Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
    }
}
