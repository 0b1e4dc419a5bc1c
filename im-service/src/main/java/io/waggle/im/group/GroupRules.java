package io.waggle.im.group;

import io.waggle.im.http.Patch;
import io.waggle.service.http.Check;
import io.waggle.service.names.Avatar;
import io.waggle.service.names.Names;
import org.jspecify.annotations.Nullable;

/** What a group may look like. */
final class GroupRules {

    static final int NAME_LENGTH = 64;
    static final int ANNOUNCEMENT_LENGTH = 2_000;
    static final int GREETING_LENGTH = 200;

    private GroupRules() {}

    static String name(@Nullable String name) {
        return Names.ofGroup("name", name, NAME_LENGTH);
    }

    static String greeting(@Nullable String greeting) {
        return greeting == null || greeting.isBlank() ? "" : Check.line("greeting", greeting, GREETING_LENGTH);
    }

    /** The group as it is to be. */
    static GroupRow change(GroupRow row, GroupPatch patch) {
        Patch<String> announcement = patch.announcement();
        return new GroupRow(
                row.gid(),
                Check.present("name", patch.name().over(row.name(), GroupRules::name)),
                patch.avatar().over(row.avatar(), Avatar::check),
                row.ownerUid(),
                Check.oneOf("joinPolicy", patch.joinPolicy().over(row.joinPolicy()), JoinPolicy.class),
                Check.oneOf("history", patch.history().over(row.history()), SharedHistory.class),
                Check.oneOf("inviters", patch.inviters().over(row.inviters()), Inviters.class),
                Check.present("muteAll", patch.muteAll().over(row.muteAll())),
                announcement.value() == null
                        ? announcement.over(row.announcement())
                        : Check.text("announcement", announcement.value(), ANNOUNCEMENT_LENGTH),
                row.memberCount(),
                row.createdAt());
    }
}
