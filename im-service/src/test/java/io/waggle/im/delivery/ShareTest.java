package io.waggle.im.delivery;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShareTest {

    private final Share share = new Share(500, 1_000);

    @Test
    void gapTo_little_noGap() {
        assertThat(share.gapTo(10, 30)).isEqualTo(10);
    }

    @Test
    void gapTo_moreThanAConversationsShare_theNewestAreSent() {
        assertThat(share.gapTo(0, 4_000)).isEqualTo(3_500);
    }

    @Test
    void gapTo_allSharesTaken_nothingIsSent() {
        share.gapTo(0, 4_000);

        assertThat(share.gapTo(0, 450)).isZero();
        assertThat(share.gapTo(100, 200)).isEqualTo(150);
        assertThat(share.gapTo(7, 9)).isEqualTo(9);
    }

    @Test
    void gapTo_nothingToShare_nothingIsSent() {
        assertThat(new Share(500, 0).gapTo(3, 5)).isEqualTo(5);
    }
}
