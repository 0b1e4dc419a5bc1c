package io.waggle.im.follow;

import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.FollowChanged;
import org.springframework.stereotype.Component;

/** Sends committed changes of a user's follows to their other devices, and to nobody else. */
@Component
class FollowNotices {

    private final Live live;

    FollowNotices(Live live) {
        this.live = live;
    }

    /** @param did the device that made the change */
    void changed(Id uid, Id followed, boolean following, Id did) {
        FollowChanged.Builder changed =
                FollowChanged.newBuilder().setUid(followed.value()).setFollowing(following);
        live.toUser(uid, Down.newBuilder().setFollowChanged(changed).build(), did);
    }
}
