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
 * Whether somebody who may put an object can have another one copied into it instead, by a header that nobody has signed: by
 * one whose key they saw when they still might get it. S3 refuses such a header; MinIO obeys. There the addresses of uploads
 * are signed with a condition that no copy meets, and that means nothing to whoever just uploads.
 */
@Component
final class Copies {

    private static final Logger log = LoggerFactory.getLogger(Copies.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, String> CONDITION = Map.of("x-amz-copy-source-if-match", "none");
    private static final String TARGET = Keys.CONTENTS + "nobody-may-copy-this";

    private final OkHttpClient http;
    private final StoreProperties properties;
    private final AddressSigner signer;

    /** As long as nobody has looked, they are not ruled out by the store. */
    private volatile boolean obeyed = true;

    Copies(StoreClients clients, StoreProperties properties, AddressSigner signer) {
        this.http = clients.http().newBuilder().callTimeout(PATIENCE).build();
        this.properties = properties;
        this.signer = signer;
    }

    /** Headers that are to be signed with an upload's address, so that nothing is copied by it. */
    Map<String, String> ruledOut() {
        return obeyed ? CONDITION : Map.of();
    }

    /**
     * Tries it.
     *
     * @param source an object that is there
     */
    void check(String source) {
        obeyed = isCopied(source, Map.of());
        if (obeyed && isCopied(source, CONDITION)) {
            log.warn("This store copies objects for whoever has an address to put one, if they know another one's key."
                    + " Keys are not to be guessed, but whoever was once given an address can get that file again");
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
            throw new StoreUnavailable("ask for a copy", away);
        }
    }
}
