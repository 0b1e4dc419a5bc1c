package io.waggle.media.access;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.service.http.Open;
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

/** Lets a request pass if its operation is {@link Open} or its access token is good, and for moderators if they are. */
@Component
class CallerInterceptor implements HandlerInterceptor, HandlerMethodArgumentResolver {

    private static final String BEARER = "Bearer ";

    private final Sessions sessions;

    CallerInterceptor(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method) || method.hasMethodAnnotation(Open.class)) {
            return true;
        }
        Caller caller = sessions.callerOf(bearerToken(request));
        if (method.getBeanType().isAnnotationPresent(ForModerators.class) && !caller.administrator()) {
            throw new Refused(ErrorCode.NOT_ALLOWED);
        }
        request.setAttribute(Caller.class.getName(), caller);
        return true;
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
