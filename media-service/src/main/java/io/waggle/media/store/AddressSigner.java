package io.waggle.media.store;

import io.minio.Http;
import io.minio.Signer;
import io.minio.Time;
import io.minio.Utils;
import io.minio.errors.MinioException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Signs addresses. It does not use the client library's method, which leaves Content-Type and Content-Length out of the
 * signature.
 */
@Component
final class AddressSigner {

    private final StoreProperties properties;
    private final Clock clock;

    AddressSigner(StoreProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Returns the address.
     *
     * @param endpoint where the store is reached with the address
     * @param headers that the request must send unchanged
     */
    String sign(
            HttpUrl endpoint,
            String method,
            String key,
            Map<String, String> headers,
            Map<String, String> query,
            Duration life) {
        HttpUrl.Builder url =
                endpoint.newBuilder().addPathSegment(properties.bucket()).addPathSegments(key);
        query.forEach((name, value) -> url.addEncodedQueryParameter(Utils.encode(name), Utils.encode(value)));
        Request.Builder request = new Request.Builder()
                .url(url.build())
                .method(method, method.equals("PUT") ? RequestBody.create(new byte[0]) : null)
                .header("Host", Utils.getHostHeader(endpoint))
                .header(
                        Http.Headers.X_AMZ_DATE,
                        clock.instant().atZone(ZoneOffset.UTC).format(Time.AMZ_DATE_FORMAT));
        headers.forEach(request::header);
        try {
            return Signer.presignV4(
                            request.build(),
                            properties.region(),
                            properties.accessKey(),
                            properties.secretKey(),
                            Math.toIntExact(life.toSeconds()))
                    .toString();
        } catch (MinioException impossible) {
            throw new IllegalStateException("an address could not be signed", impossible);
        }
    }
}
