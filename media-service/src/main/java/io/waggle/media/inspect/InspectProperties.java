package io.waggle.media.inspect;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.media.inspect}: what looking at a file may cost.
 *
 * @param workers how many are looked at at once
 * @param patience how long one may take; films besides as long as it takes to copy them
 * @param memoryMegabytes of the process that looks at it
 * @param maxPixels an image with more is refused
 * @param filmMegabytes of ffmpeg: its address space, of which programs take more than they use
 * @param diskMegabytes what all that is looked at may take on the disk, a copy of it included
 * @param ffmpeg the program that looks into films; empty: none
 */
@ConfigurationProperties("waggle.media.inspect")
public record InspectProperties(
        @DefaultValue("2") int workers,
        @DefaultValue("20s") Duration patience,
        @DefaultValue("192") int memoryMegabytes,
        @DefaultValue("100000000") long maxPixels,
        @DefaultValue("1024") int filmMegabytes,
        @DefaultValue("8192") int diskMegabytes,
        @DefaultValue("ffmpeg") String ffmpeg) {}
