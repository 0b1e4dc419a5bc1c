package io.waggle.im.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request pass if its access token is good or its operation is {@link Open}, and hands the caller to the controller. */
@Component
class CallerInterceptor implements HandlerInterceptor, HandlerMethodArgumentResolver {

    private static final String CALLER = Caller.class.getName();
    private static final String BEARER = "Bearer ";

    private final CallerAuthenticator authenticator;

    CallerInterceptor(CallerAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean open = handler instanceof HandlerMethod method && method.hasMethodAnnotation(Open.class);
        if (!open) {
            request.setAttribute(CALLER, authenticator.authenticate(bearerToken(request)));
        }
        return true;
    }

    /** Who sent a request that has passed here; null if its operation is open. */
    static @Nullable Caller callerOf(HttpServletRequest request) {
        return (Caller) request.getAttribute(CALLER);
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
        return request.getAttribute(CALLER, RequestAttributes.SCOPE_REQUEST);
    }

    private static String bearerToken(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Refused(
                    ErrorCode.UNAUTHENTICATED,
                    "this needs the header Authorization: Bearer {accessToken}; log in to get one");
        }
        return authorization.substring(BEARER.length()).strip();
    }
}
