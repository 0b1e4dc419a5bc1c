package io.waggle.media.content;

import com.google.protobuf.ByteString;
import io.waggle.fabric.Subjects;
import io.waggle.kit.answer.Answer;
import io.waggle.kit.answer.Answers;
import io.waggle.kit.answer.Refusals;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.fabric.v1.MediaUseReply;
import io.waggle.protocol.fabric.v1.MediaUseRequest;
import io.waggle.protocol.v1.Media;
import org.springframework.stereotype.Component;

import java.util.List;

/** Answers im-service's request to use media, sent before a message with media is committed. */
@Component
class UseHandler implements Answers {

    private final Library library;
    private final UploadRecords uploadRecords;

    UseHandler(Library library, UploadRecords uploadRecords) {
        this.library = library;
        this.uploadRecords = uploadRecords;
    }

    @Override
    public List<Answer<?>> answers() {
        return List.of(Answer.blocking(Subjects.MEDIA_USE, MediaUseRequest.parser(), this::use));
    }

    private MediaUseReply use(MediaUseRequest request) {
        Id id = new Id(request.getMediaId());
        MediaRow row = library.media(id);
        ContentRow content = row == null ? null : library.contentOf(row);
        if (row == null || content == null || row.uploaderUid().value() != request.getSender()) {
            return refusal(ErrorCode.MEDIA_UNUSABLE, ErrorCode.MEDIA_UNUSABLE.advice());
        }
        if (content.moderation() == Moderation.BLOCKED) {
            return refusal(ErrorCode.MEDIA_BLOCKED, ErrorCode.MEDIA_BLOCKED.advice());
        }
        if (!isOfKind(content, request.getKind())) {
            return refusal(ErrorCode.MEDIA_UNUSABLE, "the media are " + content.type() + ": send them as a file");
        }
        // Last, so that the sweep keeps everything that this answer confirms.
        return uploadRecords.use(id)
                ? MediaUseReply.newBuilder().setMedia(describe(row, content)).build()
                : refusal(ErrorCode.MEDIA_UNUSABLE, ErrorCode.MEDIA_UNUSABLE.advice());
    }

    private static boolean isOfKind(ContentRow content, MediaKind kind) {
        return switch (kind) {
            // Only inspected media have a size in pixels.
            case IMAGE -> content.type().startsWith("image/") && content.thumb();
            case VOICE -> content.type().startsWith("audio/");
            case VIDEO -> content.type().startsWith("video/");
            case FILE -> true;
            case UNRECOGNIZED -> false;
        };
    }

    /** Describes the media as users other than the uploader see them. */
    private static Media describe(MediaRow row, ContentRow content) {
        byte[] sha256 = content.shownSha256() == null ? content.sha256() : content.shownSha256();
        long size = content.shownSize() == null ? content.size() : content.shownSize();
        return Media.newBuilder()
                .setMediaId(row.id().value())
                .setName(row.name())
                .setType(content.type())
                .setSize(size)
                .setSha256(ByteString.copyFrom(sha256))
                .setWidth(content.width())
                .setHeight(content.height())
                .setDurationMs(content.durationMs())
                .setBlurhash(content.blurhash())
                .setThumb(content.thumb())
                .setPoster(content.poster())
                .setWaveform(ByteString.copyFrom(content.waveform()))
                .build();
    }

    private static MediaUseReply refusal(ErrorCode code, String detail) {
        return MediaUseReply.newBuilder().setRefused(Refusals.of(code, detail)).build();
    }
}
