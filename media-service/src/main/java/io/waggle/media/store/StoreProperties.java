package io.waggle.media.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.List;

/**
 * {@code waggle.s3}: the S3 store.
 *
 * @param endpoint where this service reaches it
 * @param publicEndpoint where clients reach it, if that is another address; in production an origin of its own
 * @param origins of the pages that may upload and download
 * @param uploadLife how long an address to upload to is good
 * @param downloadLife how long an address to download from is good
 * @param coldAfter when a content moves to the cheaper class; null: never
 * @param coldClass which one that is
 */
@ConfigurationProperties("waggle.s3")
public record StoreProperties(
        String endpoint,
        @Nullable String publicEndpoint,
        @DefaultValue("us-east-1") String region,
        String accessKey,
        String secretKey,
        @DefaultValue("waggle-media") String bucket,
        @DefaultValue("*") List<String> origins,
        @DefaultValue("15m") Duration uploadLife,
        @DefaultValue("1m") Duration downloadLife,
        @Nullable Duration coldAfter,
        @DefaultValue("STANDARD_IA") String coldClass) {

    String endpointOfClients() {
        return publicEndpoint == null || publicEndpoint.isBlank() ? endpoint : publicEndpoint;
    }

    @Override
    public String toString() {
        return "StoreProperties[endpoint=" + endpoint + ", bucket=" + bucket + "]";
    }
}
