package io.waggle.media.store;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Prevents copying by an upload address. With an unsigned copy header, a client that may put an object could have the store
 * copy another object into it, if the client knows that object's key from the time when they had access. S3 refuses such a
 * header; MinIO obeys it. On such a store, upload addresses are signed with a condition that no copy meets and that has no
 * effect on an ordinary upload.
 */
@Component
final class CopyPrevention {

    private static final Logger log = LoggerFactory.getLogger(CopyPrevention.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, String> CONDITION = Map.of("x-amz-copy-source-if-match", "none");
    private static final String TARGET = Keys.CONTENTS + "nobody-may-copy-this";

    private final OkHttpClient http;
    private final StoreProperties properties;
    private final AddressSigner signer;

    /** Until the store was checked, copies count as possible. */
    private volatile boolean obeyed = true;

    CopyPrevention(StoreClients clients, StoreProperties properties, AddressSigner signer) {
        this.http = clients.http().newBuilder().callTimeout(PATIENCE).build();
        this.properties = properties;
        this.signer = signer;
    }

    /** Returns the headers to sign with an upload address, so that it cannot be used to copy. */
    Map<String, String> headers() {
        return obeyed ? CONDITION : Map.of();
    }

    /**
     * Tests whether the store obeys an unsigned copy header.
     *
     * @param source an existing object
     */
    void check(String source) {
        obeyed = isCopied(source, Map.of());
        if (obeyed && isCopied(source, CONDITION)) {
            log.warn("With an upload address, a client can copy any object whose key it knows."
                    + " Keys cannot be guessed, but a client that once had a file's address can get the file again");
        }
    }

    private boolean isCopied(String source, Map<String, String> signed) {
        HttpUrl endpoint = HttpUrl.get(properties.endpoint());
        String address = signer.sign(endpoint, "PUT", TARGET, signed, Map.of(), PATIENCE);
        Request.Builder request = new Request.Builder()
                .url(address)
                .put(RequestBody.create(new byte[0]))
                .header("x-amz-copy-source", "/" + properties.bucket() + "/" + source);
        signed.forEach(request::header);
        try (Response response = http.newCall(request.build()).execute()) {
            return response.isSuccessful();
        } catch (IOException away) {
            throw new StoreUnavailable("test whether it copies objects", away);
        }
    }
}
