package io.waggle.media;

import io.waggle.fabric.InProcessFabric;
import io.waggle.parts.TestDatabase;
import io.waggle.parts.TestStore;
import io.waggle.protocol.Id;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The whole service over a real database and a real store, and an im-service that says what it is told. */
public final class RunningMedia implements AutoCloseable {

    private static final AtomicLong USERS = new AtomicLong(1_000);
    private static final AtomicLong BUCKETS = new AtomicLong();

    private final InProcessFabric fabric = new InProcessFabric();
    private final ScriptedIm im = new ScriptedIm(fabric);
    private final ConfigurableApplicationContext context;

    private RunningMedia(Map<String, Object> properties) {
        TestDatabase.Schema schema = TestDatabase.newSchema();
        TestStore store = TestStore.shared();
        Map<String, Object> all = new HashMap<>();
        all.put("server.port", 0);
        all.put("server.address", "127.0.0.1");
        all.put("waggle.db.url", schema.jdbcUrl());
        all.put("waggle.db.user", schema.user());
        all.put("waggle.db.password", schema.password());
        all.put("waggle.s3.endpoint", store.endpoint());
        all.put("waggle.s3.access-key", store.accessKey());
        all.put("waggle.s3.secret-key", store.secretKey());
        all.put("waggle.s3.bucket", "test-" + BUCKETS.incrementAndGet());
        all.putAll(properties);
        context = MediaService.start(fabric, all);
    }

    /** One for all tests that do not mind what others left behind; it ends with the JVM. */
    public static RunningMedia shared() {
        return Shared.SERVICE;
    }

    public static RunningMedia start(Map<String, Object> properties) {
        return new RunningMedia(properties);
    }

    public ScriptedIm im() {
        return im;
    }

    public InProcessFabric fabric() {
        return fabric;
    }

    public MediaUser newUser() {
        Id uid = new Id(USERS.incrementAndGet());
        return new MediaUser(uid, im.tokenOf(uid), uri());
    }

    public URI uri() {
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    public JdbcClient sql() {
        return context.getBean(JdbcClient.class);
    }

    /** Every operation that a controller of ours offers over HTTP. */
    public Map<RequestMappingInfo, HandlerMethod> operations() {
        Map<RequestMappingInfo, HandlerMethod> operations =
                new HashMap<>(context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                        .getHandlerMethods());
        operations.values().removeIf(handler -> !handler.getBeanType().getName().startsWith("io.waggle.media."));
        return operations;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Shared {
        static final RunningMedia SERVICE = new RunningMedia(Map.of());
    }
}
