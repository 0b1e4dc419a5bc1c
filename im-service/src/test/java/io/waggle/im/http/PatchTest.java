package io.waggle.im.http;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;

class PatchTest {

    private static final JsonMapper JSON = new JsonMapper();

    record Change(Patch<String> name, Patch<LocalDate> day) {}

    @Test
    void read_absentNullAndValue_toldApart() {
        assertThat(read("{}")).isEqualTo(new Change(Patch.absent(), Patch.absent()));
        assertThat(read("{\"name\":null}")).isEqualTo(new Change(Patch.to(null), Patch.absent()));
        assertThat(read("{\"name\":\"Bee\",\"day\":\"2026-11-21\"}"))
                .isEqualTo(new Change(Patch.to("Bee"), Patch.to(LocalDate.of(2026, 11, 21))));
    }

    @Test
    void over_absentNullAndValue_staysClearsReplaces() {
        assertThat(Patch.<String>absent().over("old")).isEqualTo("old");
        assertThat(Patch.<String>to(null).over("old")).isNull();
        assertThat(Patch.to("new").over("old")).isEqualTo("new");
        assertThat(Patch.to("new").over(null)).isEqualTo("new");
    }

    private static Change read(String json) {
        return JSON.readValue(json, Change.class);
    }
}
