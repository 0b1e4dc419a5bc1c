package io.waggle.benchmarks.environment;

import com.hivemq.embedded.EmbeddedHiveMQ;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The baseline: the same embedded broker without extension. It routes every published message and stores nothing. */
final class BareRelay {

    private BareRelay() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.xml"), """
                <?xml version="1.0"?>
                <hivemq>
                    <listeners>
                        <tcp-listener>
                            <port>%s</port>
                            <bind-address>127.0.0.1</bind-address>
                        </tcp-listener>
                    </listeners>
                    <persistence>
                        <mode>in-memory</mode>
                    </persistence>
                    <anonymous-usage-statistics>
                        <enabled>false</enabled>
                    </anonymous-usage-statistics>
                </hivemq>
                """.formatted(arguments[1]));
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                    <root level="WARN"/>
                </configuration>
                """);
        EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(folder)
                .withDataFolder(folder)
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .build();
        broker.start().join();
        System.out.println(Server.READY);
    }
}
