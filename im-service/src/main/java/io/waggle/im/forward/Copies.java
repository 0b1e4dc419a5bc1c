package io.waggle.im.forward;

import com.google.protobuf.ByteString;
import io.waggle.im.log.CombinedRow;
import io.waggle.im.log.Copy;
import io.waggle.im.log.Draft;
import io.waggle.im.log.EntryBody;
import io.waggle.im.log.EntryRef;
import io.waggle.im.log.Excerpt;
import io.waggle.im.log.Lifetime;
import io.waggle.im.log.StoredEntry;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Combined;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Forwarded;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Makes the copies of messages for one target. A copy expires when its original does, so that nothing is shown longer than its
 * sender wanted; a combined message expires with the first of its messages.
 */
final class Copies {

    private static final int PREVIEW_LINES = 4;

    private final Forwarding forwarding;
    private final boolean isSaving;
    private final Function<EntryRef, List<CombinedRow>> containedIn;

    /**
     * @param isSaving whether the target is the user's conversation with themself, where copies name the place of the original
     * @param containedIn finds what a combined message contains
     */
    Copies(Forwarding forwarding, boolean isSaving, Function<EntryRef, List<CombinedRow>> containedIn) {
        this.forwarding = forwarding;
        this.isSaving = isSaving;
        this.containedIn = containedIn;
    }

    /** @throws Refused if the combined message would be too large, or nested too deep */
    void check(List<StoredEntry> sources) {
        if (forwarding.combined()) {
            checkDepth(sources);
            checkSize(contained(sources));
        }
    }

    List<Copy> of(List<StoredEntry> sources) {
        return forwarding.combined()
                ? List.of(combined(sources))
                : sources.stream().map(this::single).toList();
    }

    private Copy single(StoredEntry source) {
        Content content =
                carried(source.content()).setForwarded(forwarded(source)).build();
        return copy(
                forwarding.idOf(source.ref().seq()),
                content,
                source.lifetime().expiresAt(),
                content.hasCombined() ? containedIn.apply(source.ref()) : List.of());
    }

    private Copy copy(ByteString id, Content content, @Nullable Long expiresAt, List<CombinedRow> contained) {
        return new Copy(
                new Draft(
                        forwarding.uid(),
                        Draft.NO_DEVICE,
                        id,
                        new EntryBody.Said(content),
                        new Lifetime(expiresAt, null)),
                contained);
    }

    /** The content without what only has a meaning in its own conversation. */
    private static Content.Builder carried(Content content) {
        return content.toBuilder()
                .clearMentions()
                .clearMentionAll()
                .clearReplyTo()
                .clearThread();
    }

    /** Of a message that was forwarded before, the first sender stays the source, or stays hidden. */
    private Forwarded forwarded(StoredEntry source) {
        if (forwarding.hideSource()) {
            return Forwarded.getDefaultInstance();
        }
        Content content = source.content();
        Forwarded.Builder forwarded = content.hasForwarded()
                ? content.getForwarded().toBuilder()
                : Forwarded.newBuilder().setFrom(source.sender().value()).setAt(source.createdAt());
        if (!isSaving) {
            forwarded.clearConversation().clearSeq();
        } else if (!forwarded.hasSeq()) {
            forwarded
                    .setConversation(source.ref().conversationId().value())
                    .setSeq(source.ref().seq());
        }
        return forwarded.build();
    }

    private Copy combined(List<StoredEntry> sources) {
        List<CombinedRow> contained = contained(sources);
        Content content = Content.newBuilder()
                .setCombined(Combined.newBuilder()
                        .setTitle(forwarding.title())
                        .setCount(sources.size())
                        .addAllPreview(preview(contained))
                        .setDepth(depth(sources) + 1))
                .build();
        return copy(forwarding.combinedId(), content, firstExpiry(sources), contained);
    }

    private List<CombinedRow> contained(List<StoredEntry> sources) {
        List<CombinedRow> rows = new ArrayList<>();
        for (StoredEntry source : sources) {
            int number = rows.size() + 1;
            rows.add(new CombinedRow(number, 0, source.sender(), source.createdAt(), inside(source.content())));
            if (source.content().hasCombined()) {
                containedIn.apply(source.ref()).forEach(row -> rows.add(row.within(number)));
            }
        }
        return forwarding.hideSource() ? rows.stream().map(Copies::hidden).toList() : rows;
    }

    private static Content inside(Content content) {
        Content.Builder inside = carried(content);
        if (content.hasForwarded()) {
            inside.getForwardedBuilder().clearConversation().clearSeq();
        }
        return inside.build();
    }

    private static CombinedRow hidden(CombinedRow row) {
        Content.Builder content = row.content().toBuilder();
        if (content.hasForwarded()) {
            content.setForwarded(Forwarded.getDefaultInstance());
        }
        if (content.hasCombined()) {
            content.getCombinedBuilder().getPreviewBuilderList().forEach(Combined.Line.Builder::clearFrom);
        }
        return new CombinedRow(row.number(), row.parent(), new Id(0), 0, content.build());
    }

    private static void checkSize(List<CombinedRow> rows) {
        if (rows.size() > Limits.COMBINED_MESSAGES) {
            throw new Refused(
                    ErrorCode.TOO_LONG,
                    "the messages contain " + rows.size() + " messages; a combined message may contain "
                            + Limits.COMBINED_MESSAGES + "; forward fewer at once");
        }
        int bytes =
                rows.stream().mapToInt(row -> row.content().getSerializedSize()).sum();
        if (bytes > Limits.COMBINED_BYTES) {
            throw new Refused(
                    ErrorCode.TOO_LONG,
                    "the messages have " + bytes + " bytes; a combined message may have " + Limits.COMBINED_BYTES
                            + "; forward fewer at once");
        }
    }

    private static void checkDepth(List<StoredEntry> sources) {
        if (depth(sources) >= Limits.COMBINED_DEPTH) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "one of the messages is a combined message with others nested in it, " + Limits.COMBINED_DEPTH
                            + " deep, which is the limit; forward it by itself");
        }
    }

    /** The depth of the deepest combined message; 0 if there is none. */
    private static int depth(List<StoredEntry> sources) {
        return sources.stream()
                .mapToInt(source -> source.content().getCombined().getDepth())
                .max()
                .orElse(0);
    }

    private static List<Combined.Line> preview(List<CombinedRow> rows) {
        return rows.stream()
                .filter(row -> row.parent() == 0)
                .limit(PREVIEW_LINES)
                .map(Copies::line)
                .toList();
    }

    private static Combined.Line line(CombinedRow row) {
        Excerpt excerpt = Excerpt.of(row.content());
        return Combined.Line.newBuilder()
                .setFrom(row.senderUid().value())
                .setKind(excerpt.kind())
                .setText(excerpt.text())
                .build();
    }

    private static @Nullable Long firstExpiry(List<StoredEntry> sources) {
        return sources.stream()
                .map(source -> source.lifetime().expiresAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
