package io.waggle.embedded.s3;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedStoreIT {

    @Test
    void start_unsignedRequest_refusedAndTypesNotGuessed(@TempDir Path folder) throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(folder, "127.0.0.1", 0, "key", "secret");
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(store.endpoint() + "/bucket"))
                            .PUT(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("AccessDenied");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    /** Each has said that there is more to come. */
    @Test
    void answer_manySlowClients_othersAreServed(@TempDir Path folder) throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (EmbeddedStore store = EmbeddedStore.start(folder, "127.0.0.1", 0, "key", "secret");
                HttpClient http = HttpClient.newHttpClient()) {
            URI endpoint = URI.create(store.endpoint());
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
                slow.add(socket);
                socket.getOutputStream().write(beginOfPut().getBytes(US_ASCII));
            }

            HttpRequest question = HttpRequest.newBuilder(URI.create(endpoint + "/bucket"))
                    // Less than slow clients are borne for.
                    .timeout(Duration.ofSeconds(20))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static String beginOfPut() {
        String now = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        return String.join(
                "\r\n",
                "PUT /bucket/key HTTP/1.1",
                "Host: localhost",
                "Authorization: AWS4-HMAC-SHA256 Credential=key/" + now.substring(0, 8)
                        + "/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
                "x-amz-date: " + now,
                "x-amz-content-sha256: " + "0".repeat(64),
                "Content-Length: 1000",
                "",
                "x");
    }
}
