package io.waggle.broker.gate;

import java.util.Set;

/**
 * The service's answer to a fetch of one conversation for a device.
 *
 * @param after entries up to this one are not sent to the device
 * @param gapTo a gap notice covers the entries between {@code after} and this one; at most {@code after} if there is no gap
 * @param upTo entries up to this one that are not in {@code entries} are not for the device
 * @param entries the numbers of the entries for the device
 */
public record FetchResult(long after, long gapTo, long upTo, Set<Long> entries) {

    /** Returns whether the answer covers an entry after this one. */
    boolean coversMoreThan(long asked) {
        return !entries.isEmpty() || Math.max(gapTo, Math.max(after, upTo)) > asked;
    }
}
