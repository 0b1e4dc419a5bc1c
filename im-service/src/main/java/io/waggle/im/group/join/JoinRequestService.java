package io.waggle.im.group.join;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.group.ActingMember;
import io.waggle.im.group.AddingRules;
import io.waggle.im.group.ChangeEntries;
import io.waggle.im.group.GroupChanges;
import io.waggle.im.group.GroupPermission;
import io.waggle.im.group.GroupRow;
import io.waggle.im.group.MemberAdder;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;
import java.util.Map;

/** Lists the pending requests to join a group, and accepts or rejects them. */
@Service
class JoinRequestService {

    private static final Id BELOW_ALL = new Id(0);

    private final JoinRequestMapper mapper;
    private final GroupChanges changes;
    private final ConversationLog conversationLog;
    private final MemberAdder adder;
    private final AddingRules addingRules;
    private final JoinNotices notices;
    private final Accounts accounts;

    JoinRequestService(
            JoinRequestMapper mapper,
            GroupChanges changes,
            ConversationLog conversationLog,
            MemberAdder adder,
            AddingRules addingRules,
            JoinNotices notices,
            Accounts accounts) {
        this.mapper = mapper;
        this.changes = changes;
        this.conversationLog = conversationLog;
        this.adder = adder;
        this.addingRules = addingRules;
        this.notices = notices;
        this.accounts = accounts;
    }

    /** The pending requests, oldest first. */
    Page<JoinRequest> page(Caller caller, Id gid, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        answerer(caller, gid);
        Page<JoinRequestRow> page =
                Page.of(mapper.findPage(gid, cursor == null ? BELOW_ALL : cursor, size + 1), size, JoinRequestRow::id);
        Map<Id, Profile> users =
                accounts.profiles(page.items().stream().map(JoinRequestRow::uid).toList());
        return page.map(row -> JoinRequest.of(row, users.get(row.uid())));
    }

    /** Accepts a request. The new member is the sender of the log entry, since it says that they have joined. */
    void accept(Caller caller, Id gid, Id id) {
        answerer(caller, gid);
        Id uid = pending(gid, id).uid();
        addingRules.checkRoom(List.of(uid));
        conversationLog.change(new Conversation.Group(gid), uid, () -> {
            GroupRow group = answerer(caller, gid).group();
            pending(gid, id);
            adder.add(group, List.of(uid));
            return ChangeResult.of(gid, ChangeEntries.joined(group.name(), caller.uid()));
        });
    }

    void reject(Caller caller, Id gid, Id id) {
        notices.rejected(changes.make(answerer(caller, gid), actor -> {
            actor.require(GroupPermission.ANSWER_JOIN_REQUESTS);
            JoinRequestRow request = pending(gid, id);
            mapper.deleteOf(gid, List.of(request.uid()));
            return ChangeResult.silent(request);
        }));
    }

    /** The caller, if they may answer requests. */
    private ActingMember answerer(Caller caller, Id gid) {
        ActingMember actor = changes.actingMember(gid, caller.uid());
        actor.require(GroupPermission.ANSWER_JOIN_REQUESTS);
        return actor;
    }

    private JoinRequestRow pending(Id gid, Id id) {
        JoinRequestRow request = mapper.find(gid, id);
        if (request == null) {
            throw new Refused(ErrorCode.NOT_PENDING);
        }
        return request;
    }
}
