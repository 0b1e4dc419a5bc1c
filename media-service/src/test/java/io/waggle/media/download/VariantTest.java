package io.waggle.media.download;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VariantTest {

    @Test
    void of_name_orNone() {
        assertThat(Variant.of("thumb")).isEqualTo(Variant.THUMB);
        assertThat(Variant.of("poster")).isEqualTo(Variant.POSTER);
        assertThat(Variant.of(null)).isNull();
    }

    @Test
    void of_noneOfTheNames_refusedWithAllOfThem() {
        assertThatThrownBy(() -> Variant.of("large")).hasMessage("invalid-request: variant must be thumb or poster");
    }
}
