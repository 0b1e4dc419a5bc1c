package io.waggle.standalone;

import io.waggle.broker.TlsListener;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.InProcessFabric;
import io.waggle.im.ImService;
import io.waggle.kit.CannotStart;
import io.waggle.kit.Drain;
import io.waggle.media.MediaService;
import io.waggle.media.store.StoreUnusable;
import io.waggle.protocol.Refused;
import jakarta.servlet.http.HttpServlet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A Waggle on one machine. Starts the data folder, database, services and broker in this order, and stops them in the reverse
 * order, so that no new requests arrive during the stop.
 */
final class Node {

    private final Options options;
    private final Map<String, String> environment;
    private final StartedParts parts;
    private final Drain drain;
    private final NodeHealth health = new NodeHealth();
    private volatile @Nullable ApplicationContext service;

    Node(Options options, Map<String, String> environment, Consumer<String> console) {
        this.options = options;
        this.environment = environment;
        this.parts = new StartedParts(console);
        this.drain = drain(environment);
    }

    /** Starts everything. If it fails, the parts that were started can still be stopped. */
    Addresses start() throws Exception {
        TlsListener tls = Tls.listener(environment);
        DataFolder folder = parts.add("data", () -> DataFolder.open(options.data()));
        folder.claim(DataVersion.ofThisProgram());
        Addresses addresses = Addresses.check(options);
        Database database = parts.add("database", () -> Database.open(folder.path(), environment), Database::title);
        Fabric fabric = parts.add("fabric", InProcessFabric::new);
        ObjectStore store = parts.add(
                "store",
                () -> ObjectStore.open(folder.path(), options, addresses.host(), environment),
                ObjectStore::title);
        MediaProxy proxy = new MediaProxy();
        service = parts.add(
                "service", () -> startService(fabric, database, store, addresses, proxy), started -> addresses.http());
        health.mediaStarted(parts.add(
                "media", () -> startMedia(fabric, database, store, proxy), started -> addresses.http() + "/v1/media"));
        Path brokerFolder = folder.path().resolve("broker");
        parts.add(
                "broker",
                () -> Broker.start(brokerFolder, fabric, options, tls),
                broker -> addresses.mqtt() + " and " + addresses.webSocket()
                        + (tls == null ? "" : " and mqtts://" + addresses.host() + ":" + tls.port()));
        health.brokerStarted();
        return addresses;
    }

    void stop() {
        ApplicationContext started = service;
        if (started != null) {
            drain.begin(started);
        }
        parts.stop();
    }

    private ConfigurableApplicationContext startService(
            Fabric fabric, Database database, ObjectStore store, Addresses addresses, MediaProxy media) {
        Map<String, Object> properties = common(database);
        properties.put("waggle.admin.password", environment.getOrDefault("WAGGLE_ADMIN_PASSWORD", ""));
        properties.put("waggle.mqtt.tcp-url", addresses.mqtt());
        properties.put("waggle.mqtt.ws-url", addresses.webSocket());
        properties.put("server.port", options.http());
        properties.put("server.address", options.bind());
        Path web = options.web();
        if (web != null) {
            properties.put("waggle.web.folder", web);
            properties.put("waggle.web.origins", Addresses.origin(store.address()));
        }
        try {
            return ImService.start(fabric, properties, servlets(media), health.parts());
        } catch (Refused refused) {
            throw new Problem("im-service cannot start: " + refused.detail(), refused);
        } catch (CannotStart known) {
            throw new Problem("im-service cannot start: " + known.getMessage(), known);
        }
    }

    private Map<String, HttpServlet> servlets(MediaProxy media) {
        return options.demo()
                ? Map.of("/v1/media/*", media, DemoPage.PATH, new DemoPage(DemoPassword.of(options.data())))
                : Map.of("/v1/media/*", media);
    }

    /**
     * Starts media-service on a free port of the loopback address; external clients reach it through im-service's port and
     * {@link MediaProxy}.
     */
    private static ConfigurableApplicationContext startMedia(
            Fabric fabric, Database database, ObjectStore store, MediaProxy proxy) {
        Map<String, Object> properties = common(database);
        properties.putAll(store.properties());
        properties.put("server.port", 0);
        properties.put("server.address", "127.0.0.1");
        try {
            ConfigurableApplicationContext media = MediaService.start(fabric, properties);
            proxy.forwardTo(Objects.requireNonNull(((WebServerApplicationContext) media).getWebServer())
                    .getPort());
            return media;
        } catch (StoreUnusable unusable) {
            throw new Problem(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private static Drain drain(Map<String, String> environment) {
        try {
            return Drain.parse(environment.getOrDefault(Drain.SETTING, ""));
        } catch (IllegalArgumentException malformed) {
            throw new Problem(String.valueOf(malformed.getMessage()), malformed);
        }
    }

    private static Map<String, Object> common(Database database) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("waggle.db.url", database.url());
        properties.put("waggle.db.user", database.user());
        properties.put("waggle.db.password", database.password());
        // This class alone decides which part is stopped when.
        properties.put("spring.main.register-shutdown-hook", false);
        properties.put("logging.register-shutdown-hook", false);
        return properties;
    }
}
