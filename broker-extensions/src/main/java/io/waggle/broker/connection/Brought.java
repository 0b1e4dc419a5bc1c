package io.waggle.broker.connection;

import java.util.Set;

/**
 * What the service has of a conversation for a device.
 *
 * @param after the device is not to be sent what is up to here
 * @param gapTo it is to be told of what is between; not above {@code after} if there is no gap
 * @param upTo what is between and not among the entries is not for the device either
 * @param entries the numbers of those that are
 */
public record Brought(long after, long gapTo, long upTo, Set<Long> entries) {

    /** Whether there is anything behind this entry. */
    boolean leadsOnFrom(long asked) {
        return !entries.isEmpty() || Math.max(gapTo, Math.max(after, upTo)) > asked;
    }
}
