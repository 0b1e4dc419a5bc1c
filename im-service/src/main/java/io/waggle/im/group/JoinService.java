package io.waggle.im.group;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;

/** Lets users join groups by themselves, as the group's join policy allows. */
@Service
class JoinService {

    private final Newcomers newcomers;
    private final JoinRequestMapper requests;
    private final Entrance entrance;
    private final Invitations invitations;
    private final ConversationLog log;
    private final JoinNotices notices;
    private final Ids ids;
    private final Clock clock;

    JoinService(
            Newcomers newcomers,
            JoinRequestMapper requests,
            Entrance entrance,
            Invitations invitations,
            ConversationLog log,
            JoinNotices notices,
            Ids ids,
            Clock clock) {
        this.newcomers = newcomers;
        this.requests = requests;
        this.entrance = entrance;
        this.invitations = invitations;
        this.log = log;
        this.notices = notices;
        this.ids = ids;
        this.clock = clock;
    }

    /** Joins or asks to join. A repeated call finds the same request. The answer to a member is that they have joined. */
    Joining join(Caller caller, Id gid, @Nullable String wantedGreeting) {
        String greeting = GroupRules.greeting(wantedGreeting);
        if (newcomers.isMember(gid, caller.uid())) {
            return Joining.joined(gid);
        }
        openFor(gid, caller.uid());
        invitations.checkRoom(List.of(caller.uid()));
        Knock knock = log.change(new Conversation.Group(gid), caller.uid(), () -> knock(gid, caller.uid(), greeting));
        if (knock.isNew() && knock.request() != null) {
            notices.requested(knock.request());
        }
        return knock.request() == null ? Joining.joined(gid) : Joining.pending(knock.request());
    }

    private ChangeResult<Knock> knock(Id gid, Id uid, String greeting) {
        if (newcomers.isMember(gid, uid)) {
            return ChangeResult.silent(new Knock(null, false));
        }
        GroupRow group = openFor(gid, uid);
        if (group.joinPolicy() == JoinPolicy.OPEN) {
            entrance.letIn(group, List.of(uid));
            return ChangeResult.of(new Knock(null, true), Changes.joined(group.name()));
        }
        JoinRequestRow before = requests.findOf(gid, uid);
        if (before != null) {
            return ChangeResult.silent(new Knock(before, false));
        }
        JoinRequestRow request = new JoinRequestRow(ids.next(), gid, uid, greeting, clock.millis());
        requests.insert(request);
        return ChangeResult.silent(new Knock(request, true));
    }

    /** The group, if the user may join or ask to. Otherwise refuses with the same answer, whether the group exists or not. */
    private GroupRow openFor(Id gid, Id uid) {
        GroupRow group = newcomers.groupFor(gid, uid);
        if (group == null || group.joinPolicy() == JoinPolicy.INVITE) {
            throw new Refused(
                    ErrorCode.NOT_ALLOWED,
                    "this group takes nobody who comes by itself, or does not exist; ask a member to bring you in");
        }
        return group;
    }

    /** @param request the pending request; null if the user is a member */
    private record Knock(@Nullable JoinRequestRow request, boolean isNew) {}
}
