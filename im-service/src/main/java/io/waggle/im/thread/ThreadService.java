package io.waggle.im.thread;

import io.waggle.im.account.AccountDeactivated;
import io.waggle.im.caller.Caller;
import io.waggle.im.live.Live;
import io.waggle.im.log.EntryRef;
import io.waggle.im.log.History;
import io.waggle.im.log.HistoryQuery;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.log.ThreadFollow;
import io.waggle.im.log.ThreadPlace;
import io.waggle.im.log.Threads;
import io.waggle.im.log.View;
import io.waggle.im.log.Views;
import io.waggle.im.message.VisibleMessages;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.ThreadUpdated;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads threads, and keeps what each user follows and has read. */
@Service
class ThreadService {

    private final Threads threads;
    private final History history;
    private final Views views;
    private final VisibleMessages messages;
    private final Live live;

    ThreadService(Threads threads, History history, Views views, VisibleMessages messages, Live live) {
        this.threads = threads;
        this.history = history;
        this.views = views;
        this.messages = messages;
        this.live = live;
    }

    /** A page of the thread's messages, in ascending order. */
    History.Page page(Id uid, Id conversation, long seq, HistoryQuery query) {
        return history.thread(uid, conversation, root(uid, conversation, seq).seq(), query);
    }

    void follow(Caller caller, Id conversation, long seq, boolean following) {
        EntryRef root = root(caller.uid(), conversation, seq);
        boolean before = threads.of(caller.uid(), root).following();
        threads.follow(caller.uid(), root, following);
        if (before != following) {
            notifyDevices(caller, updated(root).setFollowing(following));
        }
    }

    /** Moves the caller's position in the thread forward, at most to the newest entry of the conversation. */
    ThreadPosition read(Caller caller, Id conversation, long seq, @Nullable Long readSeq) {
        if (readSeq == null || readSeq < 0) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "readSeq must be the number of the newest message that was read");
        }
        EntryRef root = root(caller.uid(), conversation, seq);
        View view = views.of(caller.uid(), conversation);
        long before = threads.of(caller.uid(), root).readSeq();
        threads.read(caller.uid(), root, Math.min(readSeq, history.lastSeq(conversation)));
        ThreadFollow after = threads.of(caller.uid(), root);
        if (after.readSeq() > before) {
            notifyDevices(caller, updated(root).setReadSeq(after.readSeq()));
        }
        return new ThreadPosition(after.readSeq(), threads.unread(view, after));
    }

    /**
     * The user's position in a thread.
     *
     * @param unread how many messages from others there are after it
     */
    record ThreadPosition(long readSeq, int unread) {}

    /** The threads that the user follows, the newest activity first. A thread whose root is too old to be shown is left out. */
    ThreadPage followed(Id uid, @Nullable String cursor, @Nullable Integer limit) {
        int count = Page.limit(limit);
        ThreadPlace after = cursor == null ? null : ThreadPage.parse(cursor);
        List<ThreadFollow> found = threads.followed(uid, after, count + 1);
        boolean more = found.size() > count;
        List<ThreadFollow> page = more ? found.subList(0, count) : found;
        return new ThreadPage(
                shown(uid, page), more, more ? ThreadPage.cursor(page.getLast().place()) : null);
    }

    private List<FollowedThread> shown(Id uid, List<ThreadFollow> page) {
        Map<EntryRef, FollowedThread> shown = new HashMap<>();
        Map<Id, List<ThreadFollow>> byConversation =
                page.stream().collect(Collectors.groupingBy(ThreadFollow::conversationId));
        byConversation.forEach((conversation, some) -> {
            View view = views.find(uid, conversation);
            if (view != null) {
                show(view, some, shown);
            }
        });
        List<FollowedThread> inOrder = new ArrayList<>();
        for (ThreadFollow thread : page) {
            FollowedThread one = shown.get(new EntryRef(thread.conversationId(), thread.rootSeq()));
            if (one != null) {
                inOrder.add(one);
            }
        }
        return inOrder;
    }

    private void show(View view, List<ThreadFollow> some, Map<EntryRef, FollowedThread> shown) {
        Map<Long, Message> roots = history
                .entries(view, some.stream().map(ThreadFollow::rootSeq).toList())
                .stream()
                .collect(Collectors.toMap(Message::getSeq, Function.identity()));
        for (ThreadFollow thread : some) {
            Message root = roots.get(thread.rootSeq());
            if (root != null) {
                shown.put(
                        new EntryRef(thread.conversationId(), thread.rootSeq()),
                        FollowedThread.of(thread, threads.unread(view, thread), root));
            }
        }
    }

    /** Forgets what a user follows, in the transaction that ends the account. */
    @EventListener
    void forget(AccountDeactivated event) {
        threads.forget(event.uid());
    }

    /** The root of a thread. It may be recalled: the thread stays. */
    private EntryRef root(Id uid, Id conversation, long seq) {
        StoredEntry root = messages.visible(uid, messages.conversation(conversation), seq);
        long outer = root.content().getThread();
        if (outer != 0) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "message " + seq + " belongs to the thread of " + outer + "; give the seq " + outer);
        }
        return root.ref();
    }

    private static ThreadUpdated.Builder updated(EntryRef root) {
        return ThreadUpdated.newBuilder()
                .setConversation(root.conversationId().value())
                .setSeq(root.seq());
    }

    private void notifyDevices(Caller caller, ThreadUpdated.Builder notice) {
        live.toUser(caller.uid(), Down.newBuilder().setThread(notice).build(), caller.did());
    }
}
