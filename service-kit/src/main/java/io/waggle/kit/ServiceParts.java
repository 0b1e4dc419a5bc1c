package io.waggle.kit;

import io.waggle.kit.http.TomcatProblems;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The configuration that every service imports: ids, the clock, Waggle's refusals in place of Spring's and Tomcat's, and
 * threads for scheduled tasks.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ServiceParts {

    /** More than the number of a service's tasks. */
    private static final int SCHEDULED_AT_ONCE = 16;

    /** Gives each due task a thread, so that no task waits for another one, such as a long sweep. */
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
