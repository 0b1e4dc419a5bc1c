package io.waggle.im.group.join;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.group.AddingRules;
import io.waggle.im.group.ChangeEntries;
import io.waggle.im.group.GroupRow;
import io.waggle.im.group.JoinPolicy;
import io.waggle.im.group.Joining;
import io.waggle.im.group.MemberAdder;
import io.waggle.im.group.member.JoinableGroups;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.kit.http.Check;
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

    private static final int GREETING_LENGTH = 200;

    private final JoinableGroups joinable;
    private final JoinRequestMapper requests;
    private final MemberAdder adder;
    private final AddingRules addingRules;
    private final ConversationLog conversationLog;
    private final JoinNotices notices;
    private final Ids ids;
    private final Clock clock;

    JoinService(
            JoinableGroups joinable,
            JoinRequestMapper requests,
            MemberAdder adder,
            AddingRules addingRules,
            ConversationLog conversationLog,
            JoinNotices notices,
            Ids ids,
            Clock clock) {
        this.joinable = joinable;
        this.requests = requests;
        this.adder = adder;
        this.addingRules = addingRules;
        this.conversationLog = conversationLog;
        this.notices = notices;
        this.ids = ids;
        this.clock = clock;
    }

    /** Joins or asks to join. A repeated call finds the same request. The answer to a member is that they have joined. */
    Joining join(Caller caller, Id gid, @Nullable String wantedGreeting) {
        String greeting = checked(wantedGreeting);
        if (joinable.isMember(gid, caller.uid())) {
            return Joining.joined(gid);
        }
        requireJoinable(gid, caller.uid());
        addingRules.checkRoom(List.of(caller.uid()));
        Outcome outcome = conversationLog.change(
                new Conversation.Group(gid), caller.uid(), () -> joinOrAsk(gid, caller.uid(), greeting));
        if (outcome.isNew() && outcome.request() != null) {
            notices.requested(outcome.request());
        }
        return outcome.request() == null
                ? Joining.joined(gid)
                : Joining.pending(gid, outcome.request().id());
    }

    private ChangeResult<Outcome> joinOrAsk(Id gid, Id uid, String greeting) {
        if (joinable.isMember(gid, uid)) {
            return ChangeResult.silent(new Outcome(null, false));
        }
        GroupRow group = requireJoinable(gid, uid);
        if (group.joinPolicy() == JoinPolicy.OPEN) {
            adder.add(group, List.of(uid));
            return ChangeResult.of(new Outcome(null, true), ChangeEntries.joined(group.name()));
        }
        JoinRequestRow before = requests.findOf(gid, uid);
        if (before != null) {
            return ChangeResult.silent(new Outcome(before, false));
        }
        JoinRequestRow request = new JoinRequestRow(ids.next(), gid, uid, greeting, clock.millis());
        requests.insert(request);
        return ChangeResult.silent(new Outcome(request, true));
    }

    private static String checked(@Nullable String greeting) {
        return greeting == null || greeting.isBlank() ? "" : Check.line("greeting", greeting, GREETING_LENGTH);
    }

    /** The group, if the user may join or ask to. Otherwise refuses with the same answer, whether the group exists or not. */
    private GroupRow requireJoinable(Id gid, Id uid) {
        GroupRow group = joinable.find(gid, uid);
        if (group == null || group.joinPolicy() == JoinPolicy.INVITE) {
            throw new Refused(
                    ErrorCode.NOT_ALLOWED,
                    "you cannot join this group by yourself, or it does not exist; ask a member to add you");
        }
        return group;
    }

    /** @param request the pending request; null if the user is a member */
    private record Outcome(@Nullable JoinRequestRow request, boolean isNew) {}
}
