package io.waggle.system.walk;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import io.waggle.system.network.BreakableProxy;
import io.waggle.system.program.NodeProgram;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.time.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A device with the TypeScript SDK, which runs in a separate program: {@code src/test/sdk/client.js}. The SDK connects again and
 * repeats its messages by itself, so it may be online while this device has no link.
 */
final class SdkDevice extends Device {

    private final BreakableProxy proxy;
    private final RunningProgram program;
    private final Map<String, CompletableFuture<Ack>> awaited = new ConcurrentHashMap<>();
    private volatile boolean acknowledges = true;

    // Guarded by this.
    private boolean online;
    private boolean leaving;
    private CompletableFuture<Void> nextOnline = new CompletableFuture<>();
    private CompletableFuture<Void> nextOffline = new CompletableFuture<>();
    private CompletableFuture<Void> closed = new CompletableFuture<>();

    /** @param sdk the folder of the built SDK */
    SdkDevice(WalkSetup walk, int user, Login login, EventFile events, Path sdk) {
        super(walk, user, login, events, true);
        this.proxy = new BreakableProxy(walk.endpoint());
        this.program = new RunningProgram(
                List.of(
                        "node",
                        NodeProgram.file("sdk", "client.js").toString(),
                        sdk.toString(),
                        "mqtt://127.0.0.1:" + proxy.port(),
                        login.uid(),
                        login.did(),
                        login.accessToken()),
                this::heard);
    }

    @Override
    protected Link openLink() {
        acknowledges = true;
        return new SdkLink();
    }

    /** The SDK is told that its entries could not be stored, so it neither acknowledges them nor goes on. */
    @Override
    protected void stopAcknowledging() {
        acknowledges = false;
    }

    @Override
    protected void entry(JsonNode entry, Runnable acknowledge) {
        throw new IllegalStateException("the SDK gives entries in batches");
    }

    @Override
    public void close() {
        super.close();
        program.close();
        proxy.close();
    }

    // What the program reports, on the thread that reads its output
    // ----------------------------------------------------------------

    private void heard(String line) {
        try {
            JsonNode event = Api.JSON.readTree(line);
            switch (event.path("event").asString()) {
                case "online" -> cameOnline(event.path("began").asLong());
                case "offline" -> wentOffline();
                case "closed" -> wasClosed();
                case "batch" -> batch(event);
                case "stored" ->
                    answer(event, new Ack.Committed(event.path("seq").asLong(), ""));
                case "failed" -> failed(event);
                default -> throw new IllegalStateException(line);
            }
        } catch (RuntimeException fault) {
            walk.failures().add(new IllegalStateException(line, fault));
        }
    }

    private synchronized void cameOnline(long begunAt) {
        online = true;
        nextOffline = new CompletableFuture<>();
        connected(begunAt);
        nextOnline.complete(null);
    }

    private void wentOffline() {
        synchronized (this) {
            online = false;
            nextOnline = new CompletableFuture<>();
            ended(leaving);
            nextOffline.complete(null);
        }
        awaited.values().forEach(ack -> ack.completeExceptionally(new EOFException("ended")));
        awaited.clear();
    }

    private synchronized void wasClosed() {
        if (leaving) {
            closed.complete(null);
        } else {
            throw new IllegalStateException("the SDK has closed the connection");
        }
    }

    private void batch(JsonNode event) {
        ObjectNode answer = Api.object()
                .put("do", acknowledges ? "keep" : "refuse")
                .put("tag", event.path("tag").asString());
        if (acknowledges) {
            event.path("entries").forEach(this::keep);
            String conversation = event.path("conversation").asString();
            long position = event.path("position").asLong();
            events.add(at -> new Event.Acknowledged(at, conversation, 1, position));
        }
        tell(answer);
    }

    private void failed(JsonNode event) {
        String code = event.path("code").asString();
        CompletableFuture<Ack> ack = awaited.get(event.path("id").asString());
        if (!code.equals("closed-by-app")) {
            answer(event, new Ack.Refused(0x80, code, event.path("detail").asString("")));
        } else if (ack != null) {
            ack.completeExceptionally(new EOFException(code));
        }
    }

    private void answer(JsonNode event, Ack ack) {
        CompletableFuture<Ack> waiting = awaited.remove(event.path("id").asString());
        if (waiting != null) {
            waiting.complete(ack);
        }
    }

    private void tell(ObjectNode command) {
        synchronized (program) {
            program.writeLine(command.toString());
        }
    }

    private final class SdkLink implements Link {

        @Override
        public void connect() throws IOException {
            CompletableFuture<Void> awaitedOnline;
            synchronized (SdkDevice.this) {
                awaitedOnline = nextOnline;
            }
            tell(Api.object().put("do", "connect"));
            Eventually.within(TIMEOUT, awaitedOnline);
        }

        @Override
        public CompletableFuture<Ack> publish(String topic, byte[] payload, String correlation) {
            ObjectNode content = (ObjectNode) Api.JSON.readTree(new String(payload, StandardCharsets.UTF_8));
            String id = content.remove("id").asString();
            String[] levels = topic.split("/", -1);
            ObjectNode command = Api.object().put("do", "send").put("id", id);
            command.putObject("to").put(levels[1], levels[2]);
            command.set("content", content);
            CompletableFuture<Ack> ack = new CompletableFuture<>();
            awaited.put(id, ack);
            tell(command);
            return ack;
        }

        @Override
        public boolean isOpen() {
            synchronized (SdkDevice.this) {
                return online && !leaving;
            }
        }

        @Override
        public void leave() {
            CompletableFuture<Void> end = new CompletableFuture<>();
            synchronized (SdkDevice.this) {
                closed = end;
                leaving = true;
                if (online) {
                    leaving();
                }
            }
            tell(Api.object().put("do", "close"));
            Eventually.within(TIMEOUT, end);
            synchronized (SdkDevice.this) {
                leaving = false;
            }
        }

        @Override
        public void breakConnection() {
            CompletableFuture<Void> end;
            synchronized (SdkDevice.this) {
                end = online ? nextOffline : CompletableFuture.completedFuture(null);
            }
            proxy.cut();
            Eventually.within(TIMEOUT, end);
        }
    }
}
