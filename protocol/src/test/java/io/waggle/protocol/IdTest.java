package io.waggle.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class IdTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 795_345_678_901_234_567L, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void toString_anyValue_parsesBack(long value) {
        Id id = new Id(value);

        assertThat(id.toString()).hasSize(Id.LENGTH);
        assertThat(Id.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void toString_keepsTheOrder() {
        List<Id> ids = List.of(new Id(1), new Id(40), new Id(Long.MAX_VALUE), new Id(-1));

        assertThat(ids).isSorted();
        assertThat(ids.stream().map(Id::toString)).isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "000000000000U", "G000000000000", "00000000000001", "000000000000é", "' or 1=1 --1"})
    void parse_whatIsNoId_null(String text) {
        assertThat(Id.parse(text)).isNull();
    }

    @Test
    void next_isAUuidOfVersion7WithItsTime() {
        UUID uuid = UUID.fromString(MessageIds.toString(MessageIds.next(
                InstantSource.fixed(java.time.Instant.ofEpochMilli(1_795_000_000_123L)), new Random(1))));

        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(1_795_000_000_123L);
    }
}
