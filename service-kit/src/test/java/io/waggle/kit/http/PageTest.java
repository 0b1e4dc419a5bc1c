package io.waggle.kit.http;

import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PageTest {

    @Test
    void of_oneRowMoreThanAsked_pointsBehindTheLastShown() {
        assertThat(Page.of(ids(1, 2, 3), 2, Function.identity())).isEqualTo(new Page<>(ids(1, 2), true, new Id(2)));
    }

    @Test
    void of_noMoreThanAsked_isTheEnd() {
        assertThat(Page.of(ids(1, 2), 2, Function.identity())).isEqualTo(new Page<>(ids(1, 2), false, null));
    }

    @Test
    void limit_absent_default() {
        assertThat(Page.limit(null)).isEqualTo(Page.LIMIT_DEFAULT);
    }

    @Test
    void limit_outOfRange_refused() {
        assertThatThrownBy(() -> Page.limit(0)).hasMessageContaining("limit is 0; it must be 1 to 200");
        assertThatThrownBy(() -> Page.limit(201)).hasMessageContaining("limit is 201");
    }

    private static List<Id> ids(long... values) {
        return Arrays.stream(values).mapToObj(Id::new).toList();
    }
}
