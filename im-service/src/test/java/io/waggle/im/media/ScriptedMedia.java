package io.waggle.im.media;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.fabric.v1.MediaUseReply;
import io.waggle.protocol.fabric.v1.MediaUseRequest;
import io.waggle.protocol.fabric.v1.Refused;
import io.waggle.protocol.v1.Media;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** media-service as im-service sees it: it knows whose media are whose. */
public final class ScriptedMedia implements AutoCloseable {

    private static final AtomicLong COUNT = new AtomicLong(5_000);

    private final Map<Long, Long> owners = new ConcurrentHashMap<>();
    private final Set<Long> blocked = ConcurrentHashMap.newKeySet();
    private final Map<Long, MediaKind> asked = new ConcurrentHashMap<>();
    private final Fabric.Registration registration;

    public ScriptedMedia(Fabric fabric) {
        registration = fabric.serve(
                Subjects.MEDIA_USE,
                body -> CompletableFuture.completedFuture(use(body).toByteArray()));
    }

    public Id mediaOf(Id uid) {
        Id media = new Id(COUNT.incrementAndGet());
        give(media, uid);
        return media;
    }

    public void give(Id media, Id uid) {
        owners.put(media.value(), uid.value());
    }

    /** As what a message last asked for the media; null if none did. */
    @Nullable
    MediaKind askedAs(Id media) {
        return asked.get(media.value());
    }

    public void take(Id media) {
        owners.remove(media.value());
    }

    public void block(Id media) {
        blocked.add(media.value());
    }

    @Override
    public void close() {
        registration.close();
    }

    private MediaUseReply use(byte[] body) {
        MediaUseRequest request;
        try {
            request = MediaUseRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException(malformed);
        }
        asked.put(request.getMediaId(), request.getKind());
        boolean own = Long.valueOf(request.getSender()).equals(owners.get(request.getMediaId()));
        if (!own) {
            return refusal(ErrorCode.MEDIA_UNUSABLE, "not yours");
        }
        if (blocked.contains(request.getMediaId())) {
            return refusal(ErrorCode.MEDIA_BLOCKED, "blocked");
        }
        return MediaUseReply.newBuilder()
                .setMedia(Media.newBuilder()
                        .setMediaId(request.getMediaId())
                        .setName("bee.png")
                        .setType("image/png")
                        .setSize(1_000)
                        .setWidth(640))
                .build();
    }

    private static MediaUseReply refusal(ErrorCode code, String detail) {
        return MediaUseReply.newBuilder()
                .setRefused(Refused.newBuilder().setCode(code.wireName()).setDetail(detail))
                .build();
    }
}
