package io.waggle.im.inbox;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.conversation.Head;
import io.waggle.im.conversation.Listed;
import io.waggle.im.group.Groups;
import io.waggle.im.log.History;
import io.waggle.im.log.ReadPosition;
import io.waggle.im.log.Unread;
import io.waggle.im.log.View;
import io.waggle.im.log.Views;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes the items of a conversation list, with one query per kind of data for all items together. */
@Component
class InboxItems {

    private final History history;
    private final Views views;
    private final Accounts accounts;
    private final Groups groups;

    InboxItems(History history, Views views, Accounts accounts, Groups groups) {
        this.history = history;
        this.views = views;
        this.accounts = accounts;
        this.groups = groups;
    }

    List<InboxItem> of(Id reader, List<Listed> page) {
        Map<Id, View> seen = views.of(reader, page);
        RelatedData related =
                new RelatedData(last(reader, page, seen), unread(reader, page, seen), peers(page), names(page));
        return page.stream().map(listed -> item(listed, related)).toList();
    }

    private record RelatedData(
            Map<Id, Message> last, Map<Id, Unread> unread, Map<Id, Profile> peers, Map<Id, String> names) {}

    private Map<Id, Message> last(Id reader, List<Listed> page, Map<Id, View> seen) {
        List<Head> heads = page.stream().map(Listed::head).toList();
        return history.previews(reader, heads, seen).stream()
                .collect(Collectors.toMap(message -> new Id(message.getConversation()), Function.identity()));
    }

    private Map<Id, Unread> unread(Id reader, List<Listed> page, Map<Id, View> seen) {
        List<ReadPosition> positions = page.stream()
                .map(listed -> position(listed, of(seen, listed)))
                .filter(position -> position.head().lastSeq() > position.seq())
                .toList();
        return history.unread(reader, positions).stream()
                .collect(Collectors.toMap(Unread::conversationId, Function.identity()));
    }

    private static ReadPosition position(Listed listed, View view) {
        return new ReadPosition(Math.max(view.floor(), listed.readSeq()), view.hides(), listed.head());
    }

    private static View of(Map<Id, View> seen, Listed listed) {
        return Objects.requireNonNull(seen.get(listed.id()));
    }

    private Map<Id, Profile> peers(List<Listed> page) {
        return accounts.profiles(page.stream()
                .map(Listed::peerUid)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private Map<Id, String> names(List<Listed> page) {
        return groups.names(page.stream()
                .filter(listed -> listed.peerUid() == null)
                .map(Listed::id)
                .toList());
    }

    private static InboxItem item(Listed listed, RelatedData related) {
        Profile peer = listed.peerUid() == null ? null : related.peers.get(listed.peerUid());
        Message last = related.last.get(listed.id());
        Unread unread = related.unread.get(listed.id());
        return new InboxItem(
                listed.id(),
                peer == null ? null : new InboxItem.Peer(peer.uid(), peer.username(), peer.nickname(), peer.avatar()),
                listed.peerUid() == null ? listed.id() : null,
                peer == null ? related.names.getOrDefault(listed.id(), "") : peer.nickname(),
                listed.remark(),
                listed.lastSeq(),
                listed.readSeq(),
                unread == null ? 0 : unread.count(),
                unread != null && unread.mentioned(),
                listed.muted(),
                listed.pinned(),
                listed.draft(),
                listed.markedUnread(),
                json(last));
    }

    private static @Nullable String json(@Nullable Message message) {
        if (message == null) {
            return null;
        }
        Down down = Down.newBuilder().setMessage(message).build();
        return new String(Payloads.writeDown(Format.JSON, down), UTF_8);
    }
}
