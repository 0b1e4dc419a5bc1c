package io.waggle.media.store;

import io.minio.GetBucketPolicyArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Checks that the bucket refuses requests without a signature. A bucket that accepts them would bypass all access checks, so it
 * is not used. It is not corrected either, because somebody configured it that way and may keep other data in it.
 *
 * <p>The check sends unsigned requests for existing objects, because stores refuse strangers in any case if the object does not
 * exist. It also reads the bucket policy, which may allow strangers from other networks.
 */
@Component
final class Privacy {

    private static final Logger log = LoggerFactory.getLogger(Privacy.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] PROBE = {};
    private static final String NAME = "nobody-may-read-this";

    /** An object that exists during the check. */
    static final String PROBED = Keys.CONTENTS + NAME;

    private final MinioAsyncClient client;
    private final OkHttpClient stranger;
    private final StoreProperties properties;
    private final JsonMapper json;

    Privacy(StoreClients clients, StoreProperties properties, JsonMapper json) {
        this.client = clients.inside();
        this.stranger = clients.http().newBuilder().callTimeout(PATIENCE).build();
        this.properties = properties;
        this.json = json;
    }

    /** @throws StoreUnusable if a request without a signature is allowed */
    void check() {
        for (String prefix : List.of(Keys.CONTENTS, Keys.DERIVED, Keys.QUARANTINE)) {
            String key = prefix + NAME;
            StoreCalls.ask(
                    "write into the bucket " + properties.bucket(),
                    () -> client.putObject(PutObjectArgs.builder()
                            .bucket(properties.bucket())
                            .object(key)
                            .data(PROBE, PROBE.length)
                            .build()));
            refuseUnless403("read " + prefix, address(key));
        }
        refuseUnless403("list it", address(""));
        refuseUnless403("write into it", address(PROBED).put(RequestBody.create(PROBE)));
        checkPolicy();
    }

    private Request.Builder address(String key) {
        HttpUrl url = HttpUrl.get(properties.endpoint())
                .newBuilder()
                .addPathSegment(properties.bucket())
                .addPathSegments(key)
                .build();
        return new Request.Builder().url(url);
    }

    private void refuseUnless403(String what, Request.Builder request) {
        int status;
        try (Response response = stranger.newCall(request.build()).execute()) {
            status = response.code();
        } catch (IOException away) {
            throw new StoreUnavailable("send it a request without a signature", away);
        }
        if (status >= 500) {
            throw new StoreUnavailable("send it a request without a signature", new IOException("answered " + status));
        }
        if (status != 401 && status != 403) {
            throw isPublic("anyone may " + what + " without a signature (it answered " + status + ", not 403)");
        }
    }

    private void checkPolicy() {
        String policy = StoreCalls.find(
                "return the policy of the bucket " + properties.bucket(),
                () -> client.getBucketPolicy(GetBucketPolicyArgs.builder()
                        .bucket(properties.bucket())
                        .build()));
        for (JsonNode statement : list(json.readTree(policy == null || policy.isEmpty() ? "{}" : policy)
                .path("Statement"))) {
            if (statement.path("Effect").asString("").equals("Allow") && isForAnybody(statement.path("Principal"))) {
                if (!statement.has("Condition")) {
                    throw isPublic("its policy allows anyone " + statement.path("Action"));
                }
                log.warn(
                        "The policy of the bucket {} allows unsigned access under conditions: make sure that only clients that may read all files meet them",
                        properties.bucket());
            }
        }
    }

    private static boolean isForAnybody(JsonNode principal) {
        JsonNode who = principal.isObject() ? principal.path("AWS") : principal;
        return list(who).stream().anyMatch(one -> one.asString("").equals("*"));
    }

    private static List<JsonNode> list(JsonNode oneOrMore) {
        return oneOrMore.isArray() ? oneOrMore.valueStream().toList() : List.of(oneOrMore);
    }

    private StoreUnusable isPublic(String why) {
        return new StoreUnusable("the bucket " + properties.bucket() + " is public: " + why
                + ". Remove its public access, policy and ACL (MinIO: mc anonymous set none; AWS: block public access),"
                + " or set another bucket with WAGGLE_S3_BUCKET");
    }
}
