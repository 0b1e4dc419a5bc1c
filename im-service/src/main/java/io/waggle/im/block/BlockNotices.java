package io.waggle.im.block;

import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.BlockChanged;
import io.waggle.protocol.v1.Down;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Sends committed changes of a user's block list to their other devices, and to nobody else. */
@Component
class BlockNotices {

    private final Live live;

    BlockNotices(Live live) {
        this.live = live;
    }

    /** Comes before the notices of what the block has ended. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @TransactionalEventListener
    void blocked(UserBlocked block) {
        send(block.uid(), block.blocked(), true, block.did());
    }

    void unblocked(Id uid, Id other, Id did) {
        send(uid, other, false, did);
    }

    private void send(Id uid, Id other, boolean blocked, Id did) {
        BlockChanged.Builder changed =
                BlockChanged.newBuilder().setUid(other.value()).setBlocked(blocked);
        live.toUser(uid, Down.newBuilder().setBlockChanged(changed).build(), did);
    }
}
