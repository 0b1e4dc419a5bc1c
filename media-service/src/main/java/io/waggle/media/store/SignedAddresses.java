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
 * Creates addresses that allow their holder to put or get one object for a limited time. An upload address is signed with the
 * length, the type and the SHA-256, and with the condition that there is no object yet; the store refuses an upload that
 * differs.
 */
@Component
public class SignedAddresses {

    private final StoreWatch watch;
    private final HttpUrl endpoint;
    private final StoreProperties properties;
    private final AddressSigner signer;
    private final CopyPrevention copies;

    SignedAddresses(StoreWatch watch, StoreProperties properties, AddressSigner signer, CopyPrevention copies) {
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
        // The address works once, so that an inspected file cannot be changed.
        headers.put("If-None-Match", "*");
        headers.putAll(copies.headers());
        return new SignedPut(sign("PUT", key, headers, Map.of(), properties.uploadLife()), headers);
    }

    public SignedPut putPart(String key, String uploadId, int number, long size) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Length", Long.toString(size));
        headers.putAll(copies.headers());
        Map<String, String> query = Map.of("partNumber", Integer.toString(number), "uploadId", uploadId);
        return new SignedPut(sign("PUT", key, headers, query, properties.uploadLife()), headers);
    }

    /** Returns an address whose content is saved as a file with that name; browsers never show it as a page of this origin. */
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
