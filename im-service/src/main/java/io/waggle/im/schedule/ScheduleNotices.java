package io.waggle.im.schedule;

import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Refusal;
import io.waggle.protocol.v1.ScheduledChanged;
import io.waggle.protocol.v1.ScheduledChanged.State;
import org.springframework.stereotype.Component;

/** Notifies a user's devices of their scheduled messages. The caller has stored the change before. */
@Component
class ScheduleNotices {

    private final Live live;

    ScheduleNotices(Live live) {
        this.live = live;
    }

    /** @param origin the device that changed it, which is not notified */
    void waits(ScheduledRow row, Id origin) {
        publish(row, change(row, State.WAITING), origin);
    }

    /** @param origin the device that cancelled it, which is not notified */
    void cancelled(ScheduledRow row, Id origin) {
        publish(row, change(row, State.CANCELLED), origin);
    }

    void sent(ScheduledRow row, long seq) {
        publish(row, change(row, State.SENT).setSeq(seq), Live.NO_ORIGIN);
    }

    void failed(ScheduledRow row, Refused refused) {
        Refusal error = Refusal.newBuilder()
                .setCode(refused.code().wireName())
                .setDetail(refused.detail())
                .build();
        publish(row, change(row, State.FAILED).setError(error), Live.NO_ORIGIN);
    }

    private static ScheduledChanged.Builder change(ScheduledRow row, State state) {
        return ScheduledChanged.newBuilder()
                .setId(row.id().value())
                .setConversation(row.conversationId().value())
                .setState(state)
                .setSendAt(row.sendAt());
    }

    private void publish(ScheduledRow row, ScheduledChanged.Builder change, Id origin) {
        live.toUser(row.uid(), Down.newBuilder().setScheduled(change).build(), origin);
    }
}
