package io.waggle.service;

import io.waggle.service.http.TomcatProblems;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What a service imports to have ids, the clock, and Waggle's refusals in place of Spring's and Tomcat's, and threads for what it does from time to time. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ServiceParts {

    /** More than a service has tasks. */
    private static final int SCHEDULED_AT_ONCE = 16;

    /** Each task has a thread when its time has come: none waits until another, such as a long sweep, has ended. */
    @Bean
    static TaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(SCHEDULED_AT_ONCE);
        scheduler.setThreadNamePrefix("scheduled-");
        return scheduler;
    }

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return tomcat -> tomcat.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(TomcatProblems.class.getName()));
    }
}
