package io.waggle.im.friend;

import io.waggle.im.relation.RelationState;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a client's copy of a friend list: it has all changes up to a version. A client that downloads the list for the
 * first time starts at old versions, but does not need the tombstones from before it began: it had no entries then that could
 * have been removed.
 *
 * @param at the client has all changes up to this version
 * @param begun the list's version when a first download began that is still running; 0 if there is none
 */
record ListVersion(long at, long begun) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    static ListVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "since is not a version; give the version of the last answer, or 0 for the whole list");
        }
        String begun = matcher.group(2);
        return new ListVersion(Long.parseLong(matcher.group(1)), begun == null ? 0 : Long.parseLong(begun));
    }

    /** @throws Refused if tombstones after this version have been deleted, or the version belongs to another list */
    ListVersion checkedFor(RelationState state) {
        if (at == 0) {
            return new ListVersion(0, state.version());
        }
        if (knownFrom() < state.sweptVersion() || knownFrom() > state.version()) {
            throw new Refused(ErrorCode.START_OVER);
        }
        return this;
    }

    /** Returns the version up to which the client needs no tombstones. */
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
