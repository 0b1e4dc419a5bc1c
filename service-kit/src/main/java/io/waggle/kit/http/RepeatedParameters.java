package io.waggle.kit.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.Collection;

/** Refuses a query that repeats a parameter of which the operation takes only one. A list parameter may be repeated. */
@Configuration(proxyBeanMethods = false)
class RepeatedParameters implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod operation) {
            for (MethodParameter parameter : operation.getMethodParameters()) {
                if (takesOne(parameter)) {
                    refuseTwo(request, parameter.getParameter().getName());
                }
            }
        }
        return true;
    }

    private static boolean takesOne(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return parameter.hasParameterAnnotation(RequestParam.class)
                && !type.isArray()
                && !Collection.class.isAssignableFrom(type);
    }

    private static void refuseTwo(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        if (values != null && values.length > 1) {
            throw new Refused(ErrorCode.INVALID_REQUEST, name + " is given twice: give it once");
        }
    }
}
