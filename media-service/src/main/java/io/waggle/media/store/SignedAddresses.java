package io.waggle.media.store;

import io.minio.Http;
import io.minio.Signer;
import io.minio.Time;
import io.minio.Utils;
import io.minio.errors.MinioException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Addresses that let their holder put or get one thing for a while. What is signed with an upload's address is refused by the
 * store itself if it comes otherwise: length, type, SHA-256, and that there is nothing there yet.
 */
@Component
public class SignedAddresses {

    private final StoreWatch watch;
    private final HttpUrl endpoint;
    private final StoreProperties properties;
    private final Clock clock;

    SignedAddresses(StoreWatch watch, StoreProperties properties, Clock clock) {
        this.watch = watch;
        this.endpoint = HttpUrl.get(properties.endpointOfClients());
        this.properties = properties;
        this.clock = clock;
    }

    public SignedPut put(String key, String type, long size, byte[] sha256) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Content-Length", Long.toString(size));
        headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(sha256));
        // The address works once: nobody changes what was looked at.
        headers.put("If-None-Match", "*");
        return new SignedPut(sign("PUT", key, headers, Map.of(), properties.uploadLife()), headers);
    }

    public SignedPut putPart(String key, String uploadId, int number, long size) {
        Map<String, String> headers = Map.of("Content-Length", Long.toString(size));
        Map<String, String> query = Map.of("partNumber", Integer.toString(number), "uploadId", uploadId);
        return new SignedPut(sign("PUT", key, headers, query, properties.uploadLife()), headers);
    }

    /** To be saved under a name, never to be shown by the browser as a page of this origin. */
    public String download(String key, String type, String name) {
        String disposition = ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
        return sign(
                "GET",
                key,
                Map.of(),
                Map.of("response-content-type", type, "response-content-disposition", disposition),
                properties.downloadLife());
    }

    /** Not by the client's own method, which leaves Content-Type and Content-Length out of the signature. */
    private String sign(
            String method, String key, Map<String, String> headers, Map<String, String> query, Duration life) {
        watch.require();
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
