package io.waggle.broker;

import com.google.protobuf.ByteString;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;

import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The announced entries, by conversation and number. A gate may fetch an entry at any time, for example because it was not open
 * when the entry arrived, so every announced entry can be fetched.
 */
final class AnnouncedEntries {

    private final Map<Long, ConcurrentSkipListMap<Long, ByteString>> entries = new ConcurrentHashMap<>();

    /** Ignores what is not an entry. */
    void add(Down down) {
        Message message = down.getMessage();
        if (message.getSeq() != 0) {
            entries.computeIfAbsent(message.getConversation(), id -> new ConcurrentSkipListMap<>())
                    .put(message.getSeq(), down.toByteString());
        }
    }

    FetchReply fetch(FetchRequest request) {
        FetchReply.Builder reply =
                FetchReply.newBuilder().setAfter(request.getAfter()).setUpTo(request.getAfter());
        SortedMap<Long, ByteString> missed = entries.getOrDefault(
                        request.getConversation(), new ConcurrentSkipListMap<>())
                .tailMap(request.getAfter(), false);
        missed.entrySet().stream()
                .limit(request.getLimit())
                .forEach(entry -> reply.setUpTo(entry.getKey()).addEntries(entry.getValue()));
        return reply.build();
    }
}
