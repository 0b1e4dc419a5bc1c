package io.waggle.im.account;

import io.waggle.im.caller.Caller;
import io.waggle.im.live.Live;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.MeUpdated;
import org.springframework.stereotype.Component;

/** Notifies a user's other devices that the profile or the privacy settings have changed. */
@Component
class MeNotices {

    private final Live live;

    MeNotices(Live live) {
        this.live = live;
    }

    void updated(Caller caller) {
        Down down =
                Down.newBuilder().setMeUpdated(MeUpdated.getDefaultInstance()).build();
        live.toUser(caller.uid(), down, caller.did());
    }
}
