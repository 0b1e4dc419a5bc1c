package io.waggle.im.group;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Membership;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.kit.http.Check;
import io.waggle.kit.http.Page;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Creates, changes and dissolves groups, and shows them to their members only. */
@Service
class GroupService {

    private static final Id ABOVE_ALL = new Id(Long.MAX_VALUE);

    private final GroupMapper mapper;
    private final AnnouncementMapper announcements;
    private final Membership membership;
    private final GroupChanges changes;
    private final ConversationLog log;
    private final Entrance entrance;
    private final Exit exit;
    private final Invitations invitations;
    private final Ids ids;
    private final Clock clock;

    GroupService(
            GroupMapper mapper,
            AnnouncementMapper announcements,
            Membership membership,
            GroupChanges changes,
            ConversationLog log,
            Entrance entrance,
            Exit exit,
            Invitations invitations,
            Ids ids,
            Clock clock) {
        this.mapper = mapper;
        this.announcements = announcements;
        this.membership = membership;
        this.changes = changes;
        this.log = log;
        this.entrance = entrance;
        this.exit = exit;
        this.invitations = invitations;
        this.ids = ids;
        this.clock = clock;
    }

    /** Creates a group that the caller owns. The devices of all members, including the caller's, are subscribed to it. */
    CreatedGroup create(Caller caller, NewGroup wanted) {
        GroupRow row = wanted.row(ids.next(), caller.uid(), clock.millis());
        List<Id> others = Check.distinct("members", wanted.members()).stream()
                .filter(uid -> !uid.equals(caller.uid()))
                .toList();
        entrance.checkSize(others.size() + 1);
        invitations.checkRoom(List.of(caller.uid()));
        Parts.of(others).forEach(part -> invitations.check(caller, part));
        return log.found(new Conversation.Group(row.gid()), caller.uid(), () -> found(row, others));
    }

    private ChangeResult<CreatedGroup> found(GroupRow row, List<Id> others) {
        mapper.insert(row);
        membership.found(row.gid(), row.ownerUid());
        List<Change> entries = new ArrayList<>();
        entries.add(Changes.created(row.name()));
        GroupRow group = row;
        for (List<Id> part : Parts.of(others)) {
            group = entrance.letIn(group, part);
            entries.add(Changes.added(part, row.name()));
        }
        return ChangeResult.of(new CreatedGroup(row.gid()), entries);
    }

    Group get(Caller caller, Id gid) {
        return Group.of(changes.seat(gid, caller.uid()), clock.millis());
    }

    Group update(Caller caller, Id gid, GroupPatch patch) {
        return changes.make(gid, caller.uid(), seat -> {
            patch.permissions().forEach(seat::require);
            GroupRow now = GroupRules.change(seat.group(), patch);
            if (!Objects.equals(now.announcement(), seat.group().announcement())) {
                announcements.insert(announcement(now, caller.uid()));
            }
            mapper.update(now);
            return ChangeResult.of(Group.of(now, seat.member(), clock.millis()), Changes.updated(seat.group(), now));
        });
    }

    void dissolve(Caller caller, Id gid) {
        changes.make(gid, caller.uid(), seat -> {
            seat.require(GroupPermission.DISSOLVE);
            return ChangeResult.of(gid, exit.dissolve(gid));
        });
    }

    /** The announcements, newest first. */
    Page<Announcement> announcements(Caller caller, Id gid, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        changes.seat(gid, caller.uid());
        List<AnnouncementRow> rows = announcements.findPage(gid, cursor == null ? ABOVE_ALL : cursor, size + 1);
        return Page.of(rows, size, AnnouncementRow::id).map(Announcement::of);
    }

    private AnnouncementRow announcement(GroupRow group, Id uid) {
        String text = group.announcement() == null ? "" : group.announcement();
        return new AnnouncementRow(group.gid(), ids.next(), uid, text, clock.millis());
    }
}
