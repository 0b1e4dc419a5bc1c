package io.waggle.media.inspect;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.media.inspect}: the limits of file inspection.
 *
 * @param workers how many files are inspected at once
 * @param patience how long one file may take; videos may take longer by the time to copy them
 * @param memoryMegabytes the memory of the process that inspects a file
 * @param maxPixels an image with more pixels is refused
 * @param filmMegabytes the address space of ffmpeg, which is larger than the memory it uses
 * @param diskMegabytes the disk space for all inspected files and their copies
 * @param ffmpeg the program that inspects videos; empty: none
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
