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
 * The entries that were told, by conversation and number. A gate that is not open yet when one comes has it fetched, as it may at any
 * time: so what is told can be.
 */
final class AnnouncedEntries {

    private final Map<Long, ConcurrentSkipListMap<Long, ByteString>> entries = new ConcurrentHashMap<>();

    /** Unless it is no entry. */
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
        SortedMap<Long, ByteString> behind = entries.getOrDefault(
                        request.getConversation(), new ConcurrentSkipListMap<>())
                .tailMap(request.getAfter(), false);
        behind.entrySet().stream()
                .limit(request.getLimit())
                .forEach(entry -> reply.setUpTo(entry.getKey()).addEntries(entry.getValue()));
        return reply.build();
    }
}
