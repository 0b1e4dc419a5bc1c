package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.im.log.EntryKind.Trait;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class EntryKindTest {

    private static final Path PROTOCOL_PAGE = Path.of("../docs/protocol.md");
    private static final Path VECTORS = Path.of("../protocol/src/test/resources/vectors/down.json");

    private static final About ABOUT = new About(17, new Id(3), Content.getDefaultInstance(), null);

    /** The member of an entry's JSON form that shows its kind. */
    private static String jsonMember(EntryKind kind) {
        return switch (kind) {
            case SAID -> "text";
            case CHANGED -> "change";
            case RECALLED -> "recall";
            case EDITED -> "edit";
            case PINNED -> "pin";
        };
    }

    @ParameterizedTest
    @EnumSource
    void kind_each_hasAnExampleAndAGoldenVector(EntryKind kind) throws IOException {
        assertThat(Files.readString(PROTOCOL_PAGE)).contains("\"seq\":17").contains("\"" + jsonMember(kind) + "\":");
        assertThat(Files.readString(VECTORS)).contains("\\\"" + jsonMember(kind) + "\\\":");
    }

    @Test
    void kinds_areTheSubtypesOfEntryBody() {
        assertThat(Arrays.stream(EntryBody.class.getPermittedSubclasses())
                        .map(type -> type.getSimpleName().toUpperCase(java.util.Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EntryKind.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @EnumSource
    void of_eachKind_isItsOwnBody(EntryKind kind) {
        assertThat(EntryBody.of(kind, Content.getDefaultInstance(), ABOUT).kind())
                .isEqualTo(kind);
    }

    @Test
    void of_whatWasStored_isTheSameBody() {
        Change left =
                Change.newBuilder().setLeft(Change.Left.getDefaultInstance()).build();
        EntryBody changed = new EntryBody.Changed(left);

        assertThat(EntryBody.of(changed.kind(), changed.content(), null)).isEqualTo(changed);
    }

    /** The unread count subtracts expired entries, which must have been counted. */
    @ParameterizedTest
    @EnumSource
    void kind_thatMayExpire_countsAsUnreadAndIsErasable(EntryKind kind) {
        if (kind.has(Trait.MAY_EXPIRE)) {
            assertThat(kind.has(Trait.COUNTS_AS_UNREAD)).isTrue();
            assertThat(kind.has(Trait.IS_ERASABLE)).isTrue();
        }
    }

    /** Otherwise the edit of a message that a user has deleted for themselves would show it again. */
    @ParameterizedTest
    @EnumSource
    void kind_thatRecordsWhatHappenedToAMessage_followsIt(EntryKind kind) {
        boolean records = kind != EntryKind.SAID
                && EntryBody.of(kind, Content.getDefaultInstance(), ABOUT).about() != null;

        assertThat(kind.has(Trait.FOLLOWS_ITS_MESSAGE)).isEqualTo(records);
    }

    @ParameterizedTest
    @EnumSource
    void next_movesTheHeadAsTheTableSays(EntryKind kind) {
        Head head = new Head(new Id(1), 7, 5, 6, 100);

        Head next = kind.next(head, 99);

        assertThat(next.lastSeq()).isEqualTo(8);
        assertThat(next.lastOrdinal()).isEqualTo(kind.has(Trait.COUNTS_AS_UNREAD) ? 6 : 5);
        assertThat(next.previewSeq()).isEqualTo(kind.has(Trait.IS_PREVIEWED) ? 8 : 6);
        assertThat(next.lastAt()).isEqualTo(100);
    }

    @Test
    void with_aTrait_areTheKindsThatHaveIt() {
        assertThat(EntryKind.with(Trait.COUNTS_AS_UNREAD)).containsExactly(EntryKind.SAID);
    }
}
