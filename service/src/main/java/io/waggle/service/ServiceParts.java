package io.waggle.service;

import io.waggle.service.http.TomcatProblems;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What a service imports to have ids, the clock, and Waggle's refusals in place of Spring's and Tomcat's. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ServiceParts {

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return tomcat -> tomcat.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(TomcatProblems.class.getName()));
    }
}
