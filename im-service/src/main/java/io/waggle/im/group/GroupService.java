package io.waggle.im.group;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.conversation.Role;
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

/** Creates, changes, transfers and dissolves groups, shows them to their members only, and sets a member's own names. */
@Service
class GroupService {

    private static final Id ABOVE_ALL = new Id(Long.MAX_VALUE);

    private final GroupMapper mapper;
    private final AnnouncementMapper announcements;
    private final Membership membership;
    private final GroupChanges changes;
    private final ConversationLog conversationLog;
    private final MemberAdder adder;
    private final MemberRemover remover;
    private final AddingRules addingRules;
    private final Ids ids;
    private final Clock clock;

    GroupService(
            GroupMapper mapper,
            AnnouncementMapper announcements,
            Membership membership,
            GroupChanges changes,
            ConversationLog conversationLog,
            MemberAdder adder,
            MemberRemover remover,
            AddingRules addingRules,
            Ids ids,
            Clock clock) {
        this.mapper = mapper;
        this.announcements = announcements;
        this.membership = membership;
        this.changes = changes;
        this.conversationLog = conversationLog;
        this.adder = adder;
        this.remover = remover;
        this.addingRules = addingRules;
        this.ids = ids;
        this.clock = clock;
    }

    /** Creates a group that the caller owns. The devices of all members, including the caller's, are subscribed to it. */
    CreatedGroup create(Caller caller, NewGroup wanted) {
        GroupRow row = wanted.row(ids.next(), caller.uid(), clock.millis());
        List<Id> others = Check.distinct("members", wanted.members()).stream()
                .filter(uid -> !uid.equals(caller.uid()))
                .toList();
        adder.checkSize(others.size() + 1);
        addingRules.checkRoom(List.of(caller.uid()));
        Batches.of(others).forEach(batch -> addingRules.check(caller, batch));
        return conversationLog.found(new Conversation.Group(row.gid()), caller.uid(), () -> found(row, others));
    }

    private ChangeResult<CreatedGroup> found(GroupRow row, List<Id> others) {
        mapper.insert(row);
        membership.found(row.gid(), row.ownerUid());
        List<Change> entries = new ArrayList<>();
        entries.add(ChangeEntries.created(row.name()));
        GroupRow group = row;
        for (List<Id> batch : Batches.of(others)) {
            group = adder.add(group, batch);
            entries.add(ChangeEntries.added(batch, row.name()));
        }
        return ChangeResult.of(new CreatedGroup(row.gid()), entries);
    }

    Group get(Caller caller, Id gid) {
        return Group.of(changes.actingMember(gid, caller.uid()), clock.millis());
    }

    Group update(Caller caller, Id gid, GroupPatch patch) {
        return changes.make(gid, caller.uid(), actor -> {
            patch.permissions().forEach(actor::require);
            GroupRow now = GroupRules.change(actor.group(), patch);
            if (!Objects.equals(now.announcement(), actor.group().announcement())) {
                announcements.insert(announcement(now, caller.uid()));
            }
            mapper.update(now);
            return ChangeResult.of(
                    Group.of(now, actor.member(), clock.millis()), ChangeEntries.updated(actor.group(), now));
        });
    }

    void dissolve(Caller caller, Id gid) {
        changes.make(gid, caller.uid(), actor -> {
            actor.require(GroupPermission.DISSOLVE);
            return ChangeResult.of(gid, remover.dissolve(gid));
        });
    }

    /** Transfers the ownership. The old owner becomes an admin. */
    void transfer(Caller caller, Id gid, @Nullable Id wanted) {
        Id uid = Check.present("uid", wanted);
        changes.changeMember(gid, caller.uid(), uid, GroupPermission.TRANSFER, other -> {
            if (uid.equals(caller.uid())) {
                return ChangeResult.silent(gid);
            }
            membership.changeRole(gid, caller.uid(), Role.ADMIN);
            membership.changeRole(gid, uid, Role.OWNER);
            membership.mute(gid, uid, null);
            mapper.updateOwner(gid, uid);
            return ChangeResult.of(gid, ChangeEntries.ownerChanged(uid));
        });
    }

    /** Sets the caller's nickname in the group, which all members see, and their remark, which only they see. */
    Group.Me rename(Caller caller, Id gid, MemberPatch patch) {
        return changes.make(gid, caller.uid(), actor -> {
            Member me = patch.over(actor.member());
            membership.rename(gid, me.uid(), me.nickname(), me.remark());
            return ChangeResult.silent(Group.Me.of(me, clock.millis()));
        });
    }

    /** The announcements, newest first. */
    Page<Announcement> announcements(Caller caller, Id gid, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        changes.actingMember(gid, caller.uid());
        List<AnnouncementRow> rows = announcements.findPage(gid, cursor == null ? ABOVE_ALL : cursor, size + 1);
        return Page.of(rows, size, AnnouncementRow::id).map(Announcement::of);
    }

    private AnnouncementRow announcement(GroupRow group, Id uid) {
        String text = group.announcement() == null ? "" : group.announcement();
        return new AnnouncementRow(group.gid(), ids.next(), uid, text, clock.millis());
    }
}
