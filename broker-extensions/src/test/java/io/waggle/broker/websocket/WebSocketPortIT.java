package io.waggle.broker.websocket;

import io.waggle.broker.Device;
import io.waggle.broker.WithBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class WebSocketPortIT extends WithBroker {

    private static final Duration PATIENCE = Duration.ofSeconds(Device.PATIENCE_SECONDS);

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws", "/mqtt/", "/mqttx"})
    void upgrade_wrongPath_isNotFound(String path) {
        Throwable refusal = catchThrowable(() -> http.newWebSocketBuilder()
                .subprotocols("mqtt")
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create("ws://127.0.0.1:" + webSocketPort() + path), new WebSocket.Listener() {})
                .join());

        HttpResponse<?> answer =
                Device.cause(refusal, WebSocketHandshakeException.class).getResponse();
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void get_wrongPath_isNotFoundAndNamesThePath() throws Exception {
        HttpResponse<String> answer = get("/chat?token=secret");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=us-ascii");
        assertThat(answer.body()).isEqualTo("Nothing is at /chat. MQTT over WebSocket is at /mqtt.\n");
    }

    @Test
    void get_rightPathWithoutUpgrade_isABadRequest() throws Exception {
        assertThat(get("/mqtt").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD / HTTP/1.0", "BREW /pot HTTP/1.1", "GET /\u0001 HTTP/1.1", "nonsense"})
    void request_ofAnyKind_endsTheConnection(String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), webSocketPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write((line + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(1_000);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + webSocketPort() + path);
        return http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }
}
