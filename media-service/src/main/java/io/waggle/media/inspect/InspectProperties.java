package io.waggle.media.inspect;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.media.inspect}: what looking at a file may cost.
 *
 * @param workers how many are looked at at once
 * @param patience how long one may take
 * @param memoryMegabytes of the process that looks at it
 * @param maxPixels an image with more is refused
 * @param maxLookedAt of a film or recording that is larger neither length nor poster is looked for, in bytes
 * @param ffmpeg the program that looks into films; empty: none
 */
@ConfigurationProperties("waggle.media.inspect")
public record InspectProperties(
        @DefaultValue("2") int workers,
        @DefaultValue("20s") Duration patience,
        @DefaultValue("192") int memoryMegabytes,
        @DefaultValue("100000000") long maxPixels,
        @DefaultValue("268435456") long maxLookedAt,
        @DefaultValue("ffmpeg") String ffmpeg) {}
