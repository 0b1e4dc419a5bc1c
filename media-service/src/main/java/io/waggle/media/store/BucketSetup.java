package io.waggle.media.store;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.SetBucketCorsArgs;
import io.minio.SetBucketLifecycleArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.CORSConfiguration;
import io.minio.messages.CORSConfiguration.CORSRule;
import io.minio.messages.Filter;
import io.minio.messages.LifecycleConfiguration;
import io.minio.messages.LifecycleConfiguration.AbortIncompleteMultipartUpload;
import io.minio.messages.LifecycleConfiguration.Rule;
import io.minio.messages.LifecycleConfiguration.Transition;
import io.minio.messages.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Makes what the store must have, at each start: the bucket, which nobody may read without a signature; which pages may use
 * it; what it clears away by itself. A store that has no such rules is told of once: the sweeps do without them.
 */
@Component
class BucketSetup implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(BucketSetup.class);
    private static final Set<String> UNKNOWN = Set.of(
            "NotImplemented",
            "MethodNotAllowed",
            "InvalidStorageClass",
            "InvalidArgument",
            "MalformedXML",
            "AccessDenied");
    private static final int ABANDONED_AFTER_DAYS = 8;

    private final MinioAsyncClient client;
    private final StoreProperties properties;

    BucketSetup(StoreClients clients, StoreProperties properties) {
        this.client = clients.inside();
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            makeBucket();
            if (!tryTo(() -> client.setBucketCors(SetBucketCorsArgs.builder()
                    .bucket(properties.bucket())
                    .config(pages())
                    .build()))) {
                log.info("The store does not take which pages may use it: it is to be set there, if not all may");
            }
            setLifecycle();
        } catch (MinioException | CompletionException failed) {
            throw new StoreUnavailable("set up the bucket " + properties.bucket(), failed);
        }
    }

    private void makeBucket() throws MinioException {
        BucketExistsArgs question =
                BucketExistsArgs.builder().bucket(properties.bucket()).build();
        if (!client.bucketExists(question).join()) {
            client.makeBucket(MakeBucketArgs.builder()
                            .bucket(properties.bucket())
                            .region(properties.region())
                            .build())
                    .join();
            log.info("Made the bucket {}", properties.bucket());
        }
    }

    private CORSConfiguration pages() {
        CORSRule rule = new CORSRule(
                List.of("*"), List.of("GET", "HEAD", "PUT"), properties.origins(), List.of("ETag"), "waggle", 3_600);
        return new CORSConfiguration(List.of(rule));
    }

    private void setLifecycle() throws MinioException {
        List<Rule> rules = new ArrayList<>(List.of(abandoned()));
        Duration coldAfter = properties.coldAfter();
        if (coldAfter != null) {
            rules.add(cold(coldAfter));
        }
        // MinIO clears abandoned parts away by itself, and takes no rule that says so.
        boolean taken = tryTo(() -> set(rules)) || (coldAfter != null && tryTo(() -> set(List.of(cold(coldAfter)))));
        if (!taken && coldAfter != null) {
            log.warn("The store does not take the rule that moves contents to {}", properties.coldClass());
        }
    }

    private CompletableFuture<Void> set(List<Rule> rules) throws MinioException {
        return client.setBucketLifecycle(SetBucketLifecycleArgs.builder()
                .bucket(properties.bucket())
                .config(new LifecycleConfiguration(rules))
                .build());
    }

    private static Rule abandoned() {
        AbortIncompleteMultipartUpload abort = new AbortIncompleteMultipartUpload(ABANDONED_AFTER_DAYS);
        return new Rule(Status.ENABLED, abort, null, new Filter(Keys.CONTENTS), "waggle-abandoned", null, null, null);
    }

    private Rule cold(Duration after) {
        Transition transition = new Transition((ZonedDateTime) null, (int) after.toDays(), properties.coldClass());
        return new Rule(Status.ENABLED, null, null, new Filter(Keys.CONTENTS), "waggle-cold", null, null, transition);
    }

    /** Whether the store did it; if not, it has no such thing. */
    private static boolean tryTo(Step step) throws MinioException {
        try {
            step.make().join();
            return true;
        } catch (MinioException | CompletionException failed) {
            Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
            if (cause instanceof ErrorResponseException told
                    && UNKNOWN.contains(told.errorResponse().code())) {
                return false;
            }
            throw failed;
        }
    }

    @FunctionalInterface
    private interface Step {
        CompletableFuture<?> make() throws MinioException;
    }
}
