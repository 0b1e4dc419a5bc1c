package io.waggle.im.presence;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Presence;
import io.waggle.protocol.v1.Presence.Status;
import org.jspecify.annotations.Nullable;

/**
 * A user's presence as others see it.
 *
 * @param text the user's status text; null unless online
 * @param lastSeen null while online, and for a user who never was online
 */
record ShownPresence(
        boolean online, @Nullable String text, @Nullable Long lastSeen) {

    static final ShownPresence NEVER_SEEN = new ShownPresence(false, null, null);

    static ShownPresence online(@Nullable String text) {
        return new ShownPresence(true, text, null);
    }

    static ShownPresence offline(@Nullable Long lastSeen) {
        return new ShownPresence(false, null, lastSeen);
    }

    Presence toPresence(Id uid) {
        Presence.Builder presence =
                Presence.newBuilder().setUid(uid.value()).setStatus(online ? Status.ONLINE : Status.OFFLINE);
        if (text != null) {
            presence.setText(text);
        }
        if (lastSeen != null) {
            presence.setLastSeen(lastSeen);
        }
        return presence.build();
    }
}
