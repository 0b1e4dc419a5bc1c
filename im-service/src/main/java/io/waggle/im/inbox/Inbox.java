package io.waggle.im.inbox;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.conversation.ListCursor;
import io.waggle.im.conversation.Listed;
import io.waggle.im.conversation.Member;
import io.waggle.im.group.Groups;
import io.waggle.im.http.Page;
import io.waggle.im.log.Entry;
import io.waggle.im.log.History;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Puts a user's list together, one query per kind of thing for a whole page. */
@Service
class Inbox {

    private final Conversations conversations;
    private final History history;
    private final Accounts accounts;
    private final Groups groups;

    Inbox(Conversations conversations, History history, Accounts accounts, Groups groups) {
        this.conversations = conversations;
        this.history = history;
        this.accounts = accounts;
        this.groups = groups;
    }

    /** The conversations behind the cursor, most recently active first. */
    InboxPage page(Id reader, @Nullable String cursor, @Nullable Integer limit) {
        int count = Page.limit(limit);
        List<Listed> found = conversations.list(reader, cursor == null ? null : Cursors.parse(cursor), count + 1);
        boolean more = found.size() > count;
        List<Listed> page = more ? found.subList(0, count) : found;
        return new InboxPage(items(reader, page), more, more ? Cursors.toString(page.getLast()) : null);
    }

    /** Moves the reader's cursor up to an entry, the newest at most. */
    ReadPosition read(Id reader, Id conversation, @Nullable Long seq) {
        if (seq == null || seq < 0) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "seq must be the number of the newest entry that was read");
        }
        if (!conversations.isMember(conversation, reader)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        conversations.advanceRead(conversation, reader, seq);
        Member member = Objects.requireNonNull(conversations.member(conversation, reader));
        return new ReadPosition(member.readSeq());
    }

    private List<InboxItem> items(Id reader, List<Listed> page) {
        Map<Id, Message> last = history
                .entries(page.stream()
                        .filter(listed -> listed.lastSeq() > 0)
                        .map(listed -> new Entry(listed.id(), listed.lastSeq()))
                        .toList())
                .stream()
                .collect(Collectors.toMap(message -> new Id(message.getConversation()), Function.identity()));
        Map<Id, Profile> peers = accounts.profiles(page.stream()
                .map(Listed::peerUid)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<Id, String> names = groups.names(page.stream()
                .filter(listed -> listed.peerUid() == null)
                .map(Listed::id)
                .toList());
        return page.stream()
                .map(listed -> item(reader, listed, last.get(listed.id()), peers, names))
                .toList();
    }

    private InboxItem item(
            Id reader, Listed listed, @Nullable Message last, Map<Id, Profile> peers, Map<Id, String> names) {
        Profile peer = listed.peerUid() == null ? null : peers.get(listed.peerUid());
        return new InboxItem(
                listed.id(),
                peer == null ? null : new InboxItem.Peer(peer.uid(), peer.username(), peer.nickname()),
                listed.peerUid() == null ? listed.id() : null,
                peer == null ? names.getOrDefault(listed.id(), "") : peer.nickname(),
                listed.lastSeq(),
                listed.readSeq(),
                listed.lastSeq() > listed.readSeq()
                        ? history.countFromOthers(listed.id(), Math.max(listed.readSeq(), listed.joinedSeq()), reader)
                        : 0,
                last == null || last.getSeq() <= listed.joinedSeq() ? null : json(last));
    }

    private static String json(Message message) {
        return new String(
                Payloads.writeDown(
                        Format.JSON, Down.newBuilder().setMessage(message).build()),
                UTF_8);
    }

    record ReadPosition(long readSeq) {}

    /** A place in the list, opaque to clients: the time and the id of the conversation before it. */
    private static final class Cursors {

        static String toString(Listed listed) {
            return listed.activeAt() + "." + listed.id();
        }

        static ListCursor parse(String cursor) {
            int dot = cursor.indexOf('.');
            Id id = dot < 1 ? null : Id.parse(cursor.substring(dot + 1));
            if (id == null || !cursor.substring(0, dot).matches("\\d{1,18}")) {
                throw new Refused(ErrorCode.INVALID_REQUEST, "cursor must be the next of an earlier page");
            }
            return new ListCursor(Long.parseLong(cursor.substring(0, dot)), id);
        }
    }
}
