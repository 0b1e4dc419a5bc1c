package io.waggle.media.upload;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.media.uploads}: the limits of uploads.
 *
 * @param ticketLife how long an upload in one piece may take
 * @param partsLife how long a multipart upload may take, interruptions included
 * @param partsAbove larger files are uploaded in parts
 * @param partSize the size of each part but the last
 * @param perDay how many tickets a user may get
 * @param bytesPerDay the total size of all tickets of a user
 */
@ConfigurationProperties("waggle.media.uploads")
record UploadProperties(
        @DefaultValue("1h") Duration ticketLife,
        @DefaultValue("7d") Duration partsLife,
        @DefaultValue("16777216") long partsAbove,
        @DefaultValue("8388608") long partSize,
        @DefaultValue("20971520") long maxImage,
        @DefaultValue("104857600") long maxAudio,
        @DefaultValue("2147483648") long maxVideo,
        @DefaultValue("2147483648") long maxFile,
        @DefaultValue("2000") int perDay,
        @DefaultValue("21474836480") long bytesPerDay) {

    UploadProperties {
        if (partSize < 5 * 1024 * 1024) {
            throw new IllegalArgumentException("waggle.media.uploads.part-size must be at least 5 MB");
        }
    }

    long maxOf(String type) {
        if (type.startsWith("image/")) {
            return maxImage;
        }
        if (type.startsWith("audio/")) {
            return maxAudio;
        }
        return type.startsWith("video/") ? maxVideo : maxFile;
    }

    int partsOf(long size) {
        return Math.toIntExact((size + partSize - 1) / partSize);
    }

    /** @param number from 1 */
    long sizeOfPart(long size, int number) {
        return Math.min(partSize, size - (number - 1) * partSize);
    }
}
