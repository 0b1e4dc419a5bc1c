package io.waggle.im;

import com.google.protobuf.MessageLite;
import io.waggle.fabric.InProcessFabric;
import io.waggle.fabric.Subjects;
import io.waggle.parts.TestDatabase;
import io.waggle.parts.TestDatabase.Schema;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The whole service over a real database, with the fabric in this process. */
public final class RunningService implements AutoCloseable {

    public static final Duration ACCESS_TOKEN_LIFE = Duration.ofHours(12);

    /** For what comes within milliseconds, but on a machine that others use as well; no test waits for it to pass. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private final InProcessFabric fabric = new InProcessFabric();
    private final ConfigurableApplicationContext context;

    private RunningService(Map<String, Object> properties) {
        Schema schema = TestDatabase.newSchema();
        Map<String, Object> all = new HashMap<>(Map.of(
                "server.port",
                0,
                "server.address",
                "127.0.0.1",
                "waggle.db.url",
                schema.jdbcUrl(),
                "waggle.db.user",
                schema.user(),
                "waggle.db.password",
                schema.password(),
                "waggle.admin.password",
                HttpCalls.PASSWORD,
                "waggle.accounts.bcrypt-strength",
                4,
                // The tests of one JVM take longer than the quarter of an hour that is the default, and some share a
                // token.
                "waggle.sessions.access-token-life",
                ACCESS_TOKEN_LIFE.toString(),
                // Many at once on a slow machine wait for one another; how long is patient is no test's question.
                "spring.datasource.hikari.connection-timeout",
                PATIENCE.toMillis()));
        all.putAll(properties);
        context = ImService.start(fabric, all);
    }

    /** One for all tests that do not mind what others left behind; it ends with the JVM. */
    public static RunningService shared() {
        return Shared.SERVICE;
    }

    public static RunningService start(Map<String, Object> properties) {
        return new RunningService(properties);
    }

    public InProcessFabric fabric() {
        return fabric;
    }

    /** What is answered to a broker, or another service, that asks. */
    public byte[] ask(String subject, MessageLite request) {
        return fabric.request(subject, request.toByteArray(), PATIENCE).join();
    }

    public int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    public HttpCalls http() {
        return new HttpCalls(URI.create("http://127.0.0.1:" + port()));
    }

    public JdbcClient sql() {
        return context.getBean(JdbcClient.class);
    }

    public void inTransaction(Runnable work) {
        context.getBean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    /** Every operation that a controller of ours offers over HTTP. */
    public Map<RequestMappingInfo, HandlerMethod> operations() {
        Map<RequestMappingInfo, HandlerMethod> operations =
                new HashMap<>(context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                        .getHandlerMethods());
        operations
                .values()
                .removeIf(handler -> !handler.getBeanType().getName().startsWith("io.waggle.")
                        || ErrorController.class.isAssignableFrom(handler.getBeanType()));
        return operations;
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /**
     * What the user's connections hear from now on. What a request causes is there when its answer is; receipts, which
     * come at a time of their own, are left out.
     */
    public List<Envelope> listen(Id uid) {
        return listen(Subjects.user(uid));
    }

    /** What the connections of a group's members hear from now on, likewise. */
    public List<Envelope> listenToGroup(Id gid) {
        return listen(Subjects.group(gid));
    }

    /** Does this each time that the user's connections hear something, before whoever caused it gets an answer. */
    public void onHeard(Id uid, Runnable action) {
        fabric.listen(Subjects.user(uid), body -> action.run());
    }

    private List<Envelope> listen(String subject) {
        List<Envelope> heard = new CopyOnWriteArrayList<>();
        fabric.listen(subject, body -> {
            Envelope envelope = Envelopes.parse(body);
            if (!Envelopes.isReceipt(envelope)) {
                heard.add(envelope);
            }
        });
        return heard;
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Shared {
        static final RunningService SERVICE = new RunningService(Map.of());
    }
}
