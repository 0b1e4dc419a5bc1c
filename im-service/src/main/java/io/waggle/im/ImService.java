package io.waggle.im;

import io.waggle.fabric.Fabric;
import io.waggle.kit.Program;
import io.waggle.kit.ServiceParts;
import io.waggle.kit.health.Part;
import jakarta.servlet.http.HttpServlet;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.util.List;
import java.util.Map;

/** The im-service. It receives the fabric through which brokers reach it. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(ServiceParts.class)
public class ImService {

    /** Runs the service as a program of its own. */
    public static void main(String[] arguments) {
        Program.run("im-service", List.of("WAGGLE_DB_URL"), ImService::start);
    }

    /** Starts the service. The given properties override the environment and the defaults. */
    public static ConfigurableApplicationContext start(Fabric fabric, Map<String, Object> properties) {
        return start(fabric, properties, Map.of(), List.of());
    }

    /**
     * Starts the service with other services behind its HTTP port.
     *
     * @param servlets servlets that serve other services, by path such as {@code /v1/media/*}
     * @param parts further parts that the health check reports
     */
    public static ConfigurableApplicationContext start(
            Fabric fabric, Map<String, Object> properties, Map<String, HttpServlet> servlets, List<Part> parts) {
        return new SpringApplicationBuilder(ImService.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(Fabric.class, () -> fabric, definition -> definition.setDestroyMethodName("")))
                .initializers(context -> servlets.forEach((path, servlet) -> ((GenericApplicationContext) context)
                        .registerBean(
                                "servlet " + path,
                                ServletRegistrationBean.class,
                                () -> new ServletRegistrationBean<>(servlet, path))))
                .initializers(context -> parts.forEach(part -> ((GenericApplicationContext) context)
                        .registerBean("part " + part.name(), Part.class, () -> part)))
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }
}
