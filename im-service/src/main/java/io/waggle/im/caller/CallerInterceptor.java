package io.waggle.im.caller;

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

import java.util.Arrays;

/**
 * Authenticates the requests of operations that are not {@link Open}: of a user with an access token, or of a business system
 * with an API key, for itself or in the name of one of its users. Passes the result to the controller. Only administrators pass
 * to operations {@link ForAdministrators}.
 */
@Component
public class CallerInterceptor implements HandlerInterceptor, HandlerMethodArgumentResolver, Asker {

    private final CallerAuthenticator users;
    private final BusinessAuthenticator businesses;

    CallerInterceptor(CallerAuthenticator users, BusinessAuthenticator businesses) {
        this.users = users;
        this.businesses = businesses;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Open.class)) {
            return true;
        }
        String token = Credentials.bearerOf(request);
        if (Credentials.isApiKey(token)) {
            admitBusiness(request, handler, token);
        } else {
            admitUser(request, handler, token);
        }
        return true;
    }

    /** Returns the user, or the key of a business system. */
    @Override
    public @Nullable Id of(HttpServletRequest request) {
        if (request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            return caller.uid();
        }
        return request.getAttribute(Business.class.getName()) instanceof Business business ? business.key() : null;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == Business.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return request.getAttribute(parameter.getParameterType().getName(), RequestAttributes.SCOPE_REQUEST);
    }

    private void admitUser(HttpServletRequest request, Object handler, String accessToken) {
        if (isForBusiness(handler)) {
            throw new Refused(
                    ErrorCode.UNAUTHENTICATED,
                    "only business systems may do this; send the header Authorization: Bearer {API key}");
        }
        Caller caller = users.authenticate(accessToken);
        Credentials.requireNobodyElse(request, caller.uid());
        if (isForAdministrators(handler)) {
            users.requireAdministrator(caller);
        }
        request.setAttribute(Caller.class.getName(), caller);
    }

    private void admitBusiness(HttpServletRequest request, Object handler, String apiKey) {
        String operation = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        Business business = businesses.authenticate(apiKey, operation);
        if (isForAdministrators(handler)) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "no API key allows this; log in as a user");
        }
        request.setAttribute(Business.class.getName(), business);
        if (!isForBusiness(handler)) {
            request.setAttribute(Caller.class.getName(), businesses.actAs(business, Credentials.actedFor(request)));
        }
    }

    /** Returns whether only business systems may use the operation. */
    public static boolean isForBusiness(Object handler) {
        return handler instanceof HandlerMethod method
                && Arrays.stream(method.getMethodParameters())
                        .anyMatch(parameter -> parameter.getParameterType() == Business.class);
    }

    private static boolean isForAdministrators(Object handler) {
        return handler instanceof HandlerMethod method
                && method.getBeanType().isAnnotationPresent(ForAdministrators.class);
    }
}
