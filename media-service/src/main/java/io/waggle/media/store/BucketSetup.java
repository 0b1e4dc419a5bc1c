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
    private static final Set<String> UNKNOWN =
            Set.of("NotImplemented", "MethodNotAllowed", "InvalidStorageClass", "XNotImplemented", "AccessDenied");
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
            tryTo(
                    "which pages may use it",
                    () -> client.setBucketCors(SetBucketCorsArgs.builder()
                            .bucket(properties.bucket())
                            .config(pages())
                            .build()));
            tryTo(
                    "what it clears away by itself",
                    () -> client.setBucketLifecycle(SetBucketLifecycleArgs.builder()
                            .bucket(properties.bucket())
                            .config(lifecycle())
                            .build()));
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

    private LifecycleConfiguration lifecycle() {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(
                Status.ENABLED,
                new AbortIncompleteMultipartUpload(ABANDONED_AFTER_DAYS),
                null,
                new Filter(Keys.CONTENTS),
                "waggle-abandoned",
                null,
                null,
                null));
        Duration coldAfter = properties.coldAfter();
        if (coldAfter != null) {
            rules.add(new Rule(
                    Status.ENABLED,
                    null,
                    null,
                    new Filter(Keys.CONTENTS),
                    "waggle-cold",
                    null,
                    null,
                    new Transition((ZonedDateTime) null, (int) coldAfter.toDays(), properties.coldClass())));
        }
        return new LifecycleConfiguration(rules);
    }

    private void tryTo(String what, Step step) throws MinioException {
        try {
            step.make().join();
        } catch (MinioException | CompletionException failed) {
            Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
            if (!(cause instanceof ErrorResponseException told)
                    || !UNKNOWN.contains(told.errorResponse().code())) {
                throw failed;
            }
            log.info(
                    "The store does not take {} ({})",
                    what,
                    told.errorResponse().code());
        }
    }

    @FunctionalInterface
    private interface Step {
        CompletableFuture<?> make() throws MinioException;
    }
}
