package io.waggle.media.store;

import okhttp3.HttpUrl;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private final AddressSigner signer;
    private final Copies copies;

    SignedAddresses(StoreWatch watch, StoreProperties properties, AddressSigner signer, Copies copies) {
        this.watch = watch;
        this.endpoint = HttpUrl.get(properties.endpointOfClients());
        this.properties = properties;
        this.signer = signer;
        this.copies = copies;
    }

    public SignedPut put(String key, String type, long size, byte[] sha256) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Content-Length", Long.toString(size));
        headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(sha256));
        // The address works once: nobody changes what was looked at.
        headers.put("If-None-Match", "*");
        headers.putAll(copies.ruledOut());
        return new SignedPut(sign("PUT", key, headers, Map.of(), properties.uploadLife()), headers);
    }

    public SignedPut putPart(String key, String uploadId, int number, long size) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Length", Long.toString(size));
        headers.putAll(copies.ruledOut());
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

    private String sign(
            String method, String key, Map<String, String> headers, Map<String, String> query, Duration life) {
        watch.require();
        return signer.sign(endpoint, method, key, headers, query, life);
    }
}
