package io.waggle.media.store;

import io.minio.MinioAsyncClient;
import jakarta.annotation.PreDestroy;
import okhttp3.OkHttpClient;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** The client that this service uses to reach the store. */
@Component
final class StoreClients {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MinioAsyncClient inside;
    private final OkHttpClient http = new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            .readTimeout(PATIENCE)
            .writeTimeout(PATIENCE)
            .followRedirects(false)
            .build();

    StoreClients(StoreProperties properties) {
        this.inside = MinioAsyncClient.builder()
                .endpoint(properties.endpoint())
                .region(properties.region())
                .credentials(properties.accessKey(), properties.secretKey())
                .httpClient(http)
                .build();
    }

    MinioAsyncClient inside() {
        return inside;
    }

    OkHttpClient http() {
        return http;
    }

    @PreDestroy
    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
