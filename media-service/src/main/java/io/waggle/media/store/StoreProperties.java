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
 * @param origins the origins of the pages that may upload and download
 * @param uploadLife how long an upload address is valid
 * @param downloadLife how long a download address is valid
 * @param coldAfter when a content moves to the cheaper storage class; null: never
 * @param coldClass the name of the cheaper storage class
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
