package io.waggle.media;

import io.waggle.fabric.Fabric;
import io.waggle.kit.Program;
import io.waggle.kit.ServiceParts;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The whole service. It is given the fabric over which it and im-service call each other. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(ServiceParts.class)
public class MediaService {

    /** Runs the service as a program of its own. */
    public static void main(String[] arguments) {
        String database = System.getenv("WAGGLE_MEDIA_DB_URL") == null ? "WAGGLE_DB_URL" : "WAGGLE_MEDIA_DB_URL";
        Program.run(
                "media-service",
                List.of(database, "WAGGLE_S3_ENDPOINT", "WAGGLE_S3_ACCESS_KEY", "WAGGLE_S3_SECRET_KEY"),
                MediaService::start);
    }

    /** Starts the service; properties given here override the environment and the defaults. */
    public static ConfigurableApplicationContext start(Fabric fabric, Map<String, Object> properties) {
        return new SpringApplicationBuilder(MediaService.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(Fabric.class, () -> fabric, definition -> definition.setDestroyMethodName("")))
                .run(Stream.concat(
                                // im-service may be in the same process and has its own application.yaml.
                                Stream.of("--spring.config.name=media-service"),
                                properties.entrySet().stream()
                                        .map(property -> "--" + property.getKey() + "=" + property.getValue()))
                        .toArray(String[]::new));
    }
}
