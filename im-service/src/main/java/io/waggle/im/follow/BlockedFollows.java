package io.waggle.im.follow;

import io.waggle.im.block.UserBlocked;
import io.waggle.protocol.Id;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Removes the follows between two users when one blocks the other. */
@Component
class BlockedFollows {

    private final FollowLists lists;
    private final FollowNotices notices;
    private final ApplicationEventPublisher events;

    BlockedFollows(FollowLists lists, FollowNotices notices, ApplicationEventPublisher events) {
        this.lists = lists;
        this.notices = notices;
        this.events = events;
    }

    /** The user who blocked does not follow the other any more. Published within the transaction. */
    record Unfollowed(Id uid, Id followed, Id did) {}

    /** Runs in the block's transaction. */
    @EventListener
    void end(UserBlocked block) {
        lists.remove(block.blocked(), block.uid());
        if (lists.remove(block.uid(), block.blocked())) {
            events.publishEvent(new Unfollowed(block.uid(), block.blocked(), block.did()));
        }
    }

    @TransactionalEventListener
    void sendNotice(Unfollowed unfollowed) {
        notices.changed(unfollowed.uid(), unfollowed.followed(), false, unfollowed.did());
    }
}
