package io.waggle.im.group;

import io.waggle.im.http.Patch;
import io.waggle.kit.http.Check;
import io.waggle.kit.names.Avatar;
import io.waggle.kit.names.Names;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

/** Checks the names and texts of a group. */
final class GroupRules {

    static final int NAME_LENGTH = 64;
    static final int ANNOUNCEMENT_LENGTH = 2_000;
    static final int SLOW_MODE_MAX = 3_600;

    private GroupRules() {}

    static String name(@Nullable String name) {
        return Names.ofGroup("name", name, NAME_LENGTH);
    }

    private static int slowMode(int seconds) {
        if (seconds < 0 || seconds > SLOW_MODE_MAX) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "slowMode must be 0 (off) to " + SLOW_MODE_MAX + ": the seconds between two messages of a member");
        }
        return seconds;
    }

    /** The group after the update. */
    static GroupRow change(GroupRow row, GroupPatch patch) {
        Patch<String> announcement = patch.announcement();
        return new GroupRow(
                row.gid(),
                patch.name() == null ? row.name() : name(patch.name()),
                patch.avatar().over(row.avatar(), Avatar::check),
                row.ownerUid(),
                patch.joinPolicy() == null ? row.joinPolicy() : patch.joinPolicy(),
                patch.history() == null ? row.history() : patch.history(),
                patch.inviters() == null ? row.inviters() : patch.inviters(),
                patch.muteAll() == null ? row.muteAll() : patch.muteAll(),
                patch.slowMode() == null ? row.slowMode() : slowMode(patch.slowMode()),
                patch.noForwarding() == null ? row.noForwarding() : patch.noForwarding(),
                announcement.value() == null
                        ? announcement.over(row.announcement())
                        : Check.text("announcement", announcement.value(), ANNOUNCEMENT_LENGTH),
                row.memberCount(),
                row.createdAt());
    }
}
