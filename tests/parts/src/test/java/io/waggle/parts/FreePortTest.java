package io.waggle.parts;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class FreePortTest {

    @Test
    void next_moreThanABlock_isUniqueAndBelowTheOutgoingRange() {
        List<Integer> ports = Stream.generate(FreePort::next).limit(250).toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port > 15_000 && port < 31_000);
    }
}
