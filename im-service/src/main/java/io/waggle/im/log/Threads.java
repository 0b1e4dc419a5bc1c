package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

/** What threads are to users: whether they follow them, and what they have read. */
@Service
public class Threads {

    private final ThreadMapper mapper;

    Threads(ThreadMapper mapper) {
        this.mapper = mapper;
    }

    /** What the thread is to the user. */
    public ThreadFollow of(Id uid, EntryRef root) {
        ThreadFollow found = mapper.find(uid, root.conversationId(), root.seq());
        return found == null ? new ThreadFollow(root.conversationId(), root.seq(), false, 0, 0) : found;
    }

    public void follow(Id uid, EntryRef root, boolean following) {
        mapper.setFollowing(uid, root.conversationId(), root.seq(), following);
    }

    /** Moves the user's position in the thread forward. */
    public void read(Id uid, EntryRef root, long seq) {
        mapper.advanceRead(uid, root.conversationId(), root.seq(), seq);
    }

    /** How many messages of the thread from other users the reader has not read. */
    public int unread(View view, ThreadFollow thread) {
        return mapper.countUnread(view, thread.rootSeq(), thread.readSeq());
    }

    /**
     * The threads that the user follows and that have messages, the newest activity first.
     *
     * @param after only those after this place; null: from the first
     */
    public List<ThreadFollow> followed(Id uid, @Nullable ThreadPlace after, int limit) {
        return mapper.findFollowed(uid, after, limit);
    }

    /** Forgets what threads are to a user. */
    public void forget(Id uid) {
        mapper.deleteFollows(uid);
    }
}
