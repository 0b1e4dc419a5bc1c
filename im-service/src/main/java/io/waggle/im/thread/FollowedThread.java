package io.waggle.im.thread;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.log.ThreadFollow;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A thread that a user follows.
 *
 * @param seq the number of its root
 * @param readSeq the newest message of the thread that the user has read
 * @param unread how many messages from others there are after it
 * @param root the root as it is now, with the thread's count, in the same form as in history
 */
record FollowedThread(
        Id conversation,
        long seq,
        long readSeq,
        int unread,

        @Schema(ref = "#/components/schemas/Entry") @JsonRawValue
        String root) {

    static FollowedThread of(ThreadFollow thread, int unread, Message root) {
        byte[] json = Payloads.writeDown(
                Format.JSON, Down.newBuilder().setMessage(root).build());
        return new FollowedThread(
                thread.conversationId(), thread.rootSeq(), thread.readSeq(), unread, new String(json, UTF_8));
    }
}
