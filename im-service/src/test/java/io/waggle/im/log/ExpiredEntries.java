package io.waggle.im.log;

import io.waggle.im.RunningService;
import io.waggle.protocol.Id;

import java.util.List;

/** Erases an entry that has expired, as the sweep does, when a test of another package wants it. */
public final class ExpiredEntries {

    private ExpiredEntries() {}

    public static void erase(RunningService service, Id conversation, long seq) {
        service.bean(ConversationLog.class).erase(List.of(new EntryRef(conversation, seq)));
    }
}
