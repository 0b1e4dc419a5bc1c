package io.waggle.media.store;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Creates what is missing in the store: the bucket, which refuses requests without a signature, and its rules. */
@Component
final class BucketSetup {

    private static final Logger log = LoggerFactory.getLogger(BucketSetup.class);

    private final MinioAsyncClient client;
    private final StoreProperties properties;
    private final Privacy privacy;
    private final CopyPrevention copies;
    private final BucketRules rules;

    BucketSetup(
            StoreClients clients,
            StoreProperties properties,
            Privacy privacy,
            CopyPrevention copies,
            BucketRules rules) {
        this.client = clients.inside();
        this.properties = properties;
        this.privacy = privacy;
        this.copies = copies;
        this.rules = rules;
    }

    /**
     * @throws StoreUnavailable if the store does not answer
     * @throws StoreUnusable if the store must not be used in its present state
     */
    void run() {
        if (!isThere()) {
            StoreCalls.ask(
                    "create the bucket " + properties.bucket(),
                    () -> client.makeBucket(MakeBucketArgs.builder()
                            .bucket(properties.bucket())
                            .region(properties.region())
                            .build()));
            log.info("Created the bucket {}", properties.bucket());
        }
        privacy.check();
        copies.check(Privacy.PROBED);
        rules.set();
    }

    /**
     * Checks that the bucket still refuses requests without a signature.
     *
     * @throws StoreUnavailable if the store does not answer
     * @throws StoreUnusable if a request without a signature is allowed
     */
    void checkPrivacy() {
        privacy.check();
    }

    /** @throws StoreUnavailable if the store does not answer */
    boolean isThere() {
        return StoreCalls.ask(
                "look for the bucket " + properties.bucket(),
                () -> client.bucketExists(
                        BucketExistsArgs.builder().bucket(properties.bucket()).build()));
    }
}
