package io.waggle.im.relation;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a friend list a client has: what changed up to a version. A client that is still downloading the list for the
 * first time has passed old versions only, but misses no tombstone older than its beginning: it had nothing then that could
 * have been removed.
 *
 * @param at changes up to this version are known
 * @param begun the list's version when a first download began that goes on; 0 if none does
 */
record ListVersion(long at, long begun) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    static ListVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "since is no version; pass the version that you were answered last, or 0 for all");
        }
        String begun = matcher.group(2);
        return new ListVersion(Long.parseLong(matcher.group(1)), begun == null ? 0 : Long.parseLong(begun));
    }

    /** @throws Refused if what was removed since is not known any more, or the version is of another list */
    ListVersion checkedFor(Circle circle) {
        if (at == 0) {
            return new ListVersion(0, circle.version());
        }
        if (knownFrom() < circle.sweptVersion() || knownFrom() > circle.version()) {
            throw new Refused(ErrorCode.START_OVER);
        }
        return this;
    }

    /** Tombstones up to this version are of no interest. */
    long knownFrom() {
        return Math.max(at, begun);
    }

    ListVersion upTo(long version) {
        return new ListVersion(version, begun);
    }

    @Override
    public String toString() {
        return begun > at ? at + "-" + begun : Long.toString(at);
    }
}
