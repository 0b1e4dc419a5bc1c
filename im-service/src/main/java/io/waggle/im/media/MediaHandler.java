package io.waggle.im.media;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.im.log.MediaReferences;
import io.waggle.im.relation.Relations;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What media-service asks. Answers on virtual threads. */
@Component
class MediaHandler implements SmartLifecycle {

    private final Fabric fabric;
    private final MediaReferences references;
    private final Relations relations;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<Fabric.Registration> registrations = List.of();

    MediaHandler(Fabric fabric, MediaReferences references, Relations relations) {
        this.fabric = fabric;
        this.references = references;
        this.relations = relations;
    }

    @Override
    public void start() {
        registrations =
                List.of(serve(Subjects.MEDIA_READER, this::reader), serve(Subjects.MEDIA_REFERENCED, this::referenced));
    }

    @Override
    public void stop() {
        registrations.forEach(Fabric.Registration::close);
        registrations = List.of();
        threads.close();
    }

    @Override
    public boolean isRunning() {
        return !registrations.isEmpty();
    }

    private Fabric.Registration serve(String subject, Operation operation) {
        return fabric.serve(subject, body -> CompletableFuture.supplyAsync(() -> answer(operation, body), threads));
    }

    private static byte[] answer(Operation operation, byte[] question) {
        try {
            return operation.answer(question).toByteArray();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("a question that is not one", malformed);
        }
    }

    private MediaReaderReply reader(byte[] body) throws InvalidProtocolBufferException {
        MediaReaderRequest request = MediaReaderRequest.parseFrom(body);
        boolean may = mayRead(new Id(request.getUid()), new Id(request.getMediaId()), new Id(request.getUploader()));
        return MediaReaderReply.newBuilder().setMay(may).build();
    }

    /** In a group as its history is read; among two, unless the uploader has blocked the other one since. */
    private boolean mayRead(Id reader, Id media, Id uploader) {
        return references.inGroup(media, reader)
                || (references.inPair(media, reader)
                        && !relations.ties(reader, uploader).recipientBlocks());
    }

    private MediaReferenced referenced(byte[] body) throws InvalidProtocolBufferException {
        List<Id> asked = MediaReferenced.parseFrom(body).getMediaIdsList().stream()
                .map(Id::new)
                .toList();
        MediaReferenced.Builder reply = MediaReferenced.newBuilder();
        references.among(asked).forEach(id -> reply.addMediaIds(id.value()));
        return reply.build();
    }

    @FunctionalInterface
    private interface Operation {
        MessageLite answer(byte[] question) throws InvalidProtocolBufferException;
    }
}
