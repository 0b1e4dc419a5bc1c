package io.waggle.media.store;

import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.SetBucketPolicyArgs;
import io.waggle.media.RunningMedia;
import io.waggle.parts.TestStore;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A bucket that somebody opens to all, with the policy that {@code mc anonymous set download} makes. */
class PublicBucketIT {

    private static final String BUCKET = "open-to-all";
    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},
            "Action":["s3:GetObject"],"Resource":["arn:aws:s3:::open-to-all/*"]}]}""";

    private final TestStore store = TestStore.shared();

    /** The embedded store cannot be opened at all. */
    @Test
    void start_bucketIsOpenToAll_isRefused() throws Exception {
        try (MinioAsyncClient client = MinioAsyncClient.builder()
                .endpoint(store.endpoint())
                .credentials(store.accessKey(), store.secretKey())
                .build()) {
            client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build()).join();

            boolean opened = StoreCalls.tryTo(
                    "take a policy",
                    () -> client.setBucketPolicy(SetBucketPolicyArgs.builder()
                            .bucket(BUCKET)
                            .config(POLICY)
                            .build()));

            assertThat(opened).isEqualTo(store.isMinio());
            if (opened) {
                assertThatThrownBy(() -> RunningMedia.start(Map.of("waggle.s3.bucket", BUCKET)))
                        .isInstanceOf(StoreUnusable.class)
                        .hasMessageContaining("the bucket open-to-all is public: anyone may read c/");
            }
        }
    }
}
