package io.waggle.media.access;

import io.waggle.kit.http.Credentials;
import io.waggle.kit.http.ForAdministrators;
import io.waggle.kit.http.Open;
import io.waggle.kit.idempotency.Asker;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Passes a request if its operation is {@link Open} or its caller is authenticated. */
@Component
class CallerInterceptor implements HandlerInterceptor, HandlerMethodArgumentResolver, Asker {

    private final Sessions sessions;

    CallerInterceptor(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method) || method.hasMethodAnnotation(Open.class)) {
            return true;
        }
        Caller caller = callerOf(request);
        if (method.getBeanType().isAnnotationPresent(ForAdministrators.class) && !caller.administrator()) {
            throw new Refused(ErrorCode.NOT_ALLOWED);
        }
        request.setAttribute(Caller.class.getName(), caller);
        return true;
    }

    @Override
    public @Nullable Id of(HttpServletRequest request) {
        return request.getAttribute(Caller.class.getName()) instanceof Caller caller ? caller.uid() : null;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return request.getAttribute(Caller.class.getName(), RequestAttributes.SCOPE_REQUEST);
    }

    private Caller callerOf(HttpServletRequest request) {
        String bearer = Credentials.bearerOf(request);
        if (!Credentials.isApiKey(bearer)) {
            Caller caller = sessions.callerOf(bearer);
            Credentials.requireNobodyElse(request, caller.uid());
            return caller;
        }
        String operation = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return sessions.actingCaller(bearer, Credentials.actedFor(request), operation);
    }
}
