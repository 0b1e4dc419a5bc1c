package io.waggle.media.moderation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.waggle.media.content.ContentRow;
import io.waggle.media.store.SignedAddresses;
import jakarta.annotation.PreDestroy;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls the business's own check. Each request is signed, so that the check can verify the sender: {@code Waggle-Signature} is
 * HMAC-SHA256 under the shared secret, over {@code Waggle-Timestamp}, a dot and the body. Redirects are not followed.
 */
@Component
class Hook {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final int ANSWER_BYTES = 65_536;
    private static final int REASON_LENGTH = 200;

    private final ModerationProperties properties;
    private final SignedAddresses addresses;
    private final JsonMapper json;
    private final Clock clock;
    private final PublicAddresses dns;
    private final OkHttpClient http;

    Hook(ModerationProperties properties, SignedAddresses addresses, JsonMapper json, Clock clock) {
        this.properties = properties;
        this.addresses = addresses;
        this.json = json;
        this.clock = clock;
        this.dns = new PublicAddresses(properties.hookPrivate());
        this.http = new OkHttpClient.Builder()
                .dns(dns)
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(properties.patience())
                .build();
    }

    /** The request to the check. */
    record Question(String contentId, String sha256, String type, long size, String url) {}

    /** The check's response. */
    record Answer(Verdict verdict, String reason) {}

    record AnswerBody(
            @Nullable Verdict verdict,
            @JsonSetter(nulls = Nulls.SKIP) @Nullable String reason) {}

    Answer ask(ContentRow content) throws IOException {
        HttpUrl url = HttpUrl.get(Objects.requireNonNull(properties.hookUrl()));
        if (url == null) {
            throw new IOException("hook-url is not http or https");
        }
        // The HTTP client does not call its Dns for a literal IP address, so it is checked here.
        dns.lookup(url.host());
        byte[] body = json.writeValueAsBytes(question(content));
        String timestamp = Long.toString(clock.millis());
        Request request = new Request.Builder()
                .url(url)
                .header("Waggle-Timestamp", timestamp)
                .header("Waggle-Signature", sign(timestamp, body))
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = http.newCall(request).execute();
                InputStream answer = response.body().byteStream()) {
            if (response.code() != 200) {
                throw new IOException("it answered with HTTP status " + response.code());
            }
            return read(answer.readNBytes(ANSWER_BYTES));
        }
    }

    @PreDestroy
    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private Question question(ContentRow content) {
        return new Question(
                content.id().toString(),
                HexFormat.of().formatHex(content.sha256()),
                content.type(),
                content.size(),
                addresses.download(content.objectKey(), "application/octet-stream", "content"));
    }

    private Answer read(byte[] answer) throws IOException {
        try {
            AnswerBody given = json.readValue(answer, AnswerBody.class);
            if (given.verdict() == null) {
                throw new IOException("its answer has no verdict; it must be pass, hold or block");
            }
            String reason = given.reason() == null ? "" : given.reason();
            return new Answer(given.verdict(), reason.substring(0, Math.min(REASON_LENGTH, reason.length())));
        } catch (JacksonException malformed) {
            throw new IOException("its answer is not {\"verdict\":\"pass\"|\"hold\"|\"block\"}", malformed);
        }
    }

    private String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(properties.hookSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
