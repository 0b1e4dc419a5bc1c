package io.waggle.kit.description;

import io.swagger.v3.oas.models.Operation;
import io.waggle.kit.http.Open;
import io.waggle.protocol.ErrorCode;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The errors that an operation answers, by HTTP status. */
final class Refusals {

    private static final List<ErrorCode> NONE = List.of();

    /** A body that is too long is refused even if the operation takes no body. */
    private static final List<ErrorCode> ANY =
            List.of(ErrorCode.INVALID_REQUEST, ErrorCode.TOO_LONG, ErrorCode.INTERNAL, ErrorCode.UNAVAILABLE);

    private static final List<ErrorCode> WITH_KEY = List.of(ErrorCode.IDEMPOTENCY_CONFLICT, ErrorCode.STILL_RUNNING);

    /**
     * For operations that need credentials. The last two concern API keys, which are restricted to some operations and users.
     */
    private static final List<ErrorCode> WITH_CREDENTIALS = List.of(
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.TOKEN_EXPIRED,
            ErrorCode.SESSION_ENDED,
            ErrorCode.DEVICE_REPLACED,
            ErrorCode.BANNED,
            ErrorCode.NOT_ALLOWED,
            ErrorCode.NOT_FOUND);

    private Refusals() {}

    static SortedMap<Integer, Collection<ErrorCode>> of(Operation operation, HandlerMethod method) {
        SortedMap<Integer, Collection<ErrorCode>> byStatus = new TreeMap<>();
        Stream.concat(common(operation, method), own(method))
                .forEach(code -> byStatus.computeIfAbsent(code.httpStatus(), status -> EnumSet.noneOf(ErrorCode.class))
                        .add(code));
        if (operation.getRequestBody() != null) {
            byStatus.put(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value(), List.of(ErrorCode.INVALID_REQUEST));
        }
        if (isAnsweredWithJson(operation)) {
            byStatus.put(HttpStatus.NOT_ACCEPTABLE.value(), List.of(ErrorCode.INVALID_REQUEST));
        }
        return byStatus;
    }

    private static boolean isAnsweredWithJson(Operation operation) {
        return operation.getResponses().values().stream()
                .anyMatch(answer ->
                        answer.getContent() != null && !answer.getContent().isEmpty());
    }

    private static Stream<ErrorCode> common(Operation operation, HandlerMethod method) {
        boolean open = method.hasMethodAnnotation(Open.class);
        return Stream.of(ANY, open ? NONE : WITH_CREDENTIALS, takesKey(operation) ? WITH_KEY : NONE)
                .flatMap(List::stream);
    }

    private static boolean takesKey(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> parameter.getName().equals("Idempotency-Key"));
    }

    /** The codes of all its annotations, also of those that are themselves annotated. */
    private static Stream<ErrorCode> own(HandlerMethod method) {
        return AnnotatedElementUtils.findAllMergedAnnotations(method.getMethod(), Refuses.class).stream()
                .flatMap(refuses -> Arrays.stream(refuses.value()));
    }
}
