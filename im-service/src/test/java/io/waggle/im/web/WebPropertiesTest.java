package io.waggle.im.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebPropertiesTest {

    @TempDir
    Path folder;

    @Test
    void folder_nothingSet_noPage() {
        assertThat(bind(Map.of())).isEqualTo(new WebProperties(null, List.of()));
        assertThat(bind(Map.of("waggle.web.folder", " ")).path()).isNull();
    }

    @Test
    void folder_withAPage_taken() throws IOException {
        Files.writeString(folder.resolve("index.html"), "<!doctype html>");

        assertThat(bind(Map.of("waggle.web.folder", folder.toString())).path()).isEqualTo(folder);
    }

    @Test
    void folder_withoutAPage_refused() {
        assertThatThrownBy(() -> bind(Map.of("waggle.web.folder", folder.toString())))
                .rootCause()
                .hasMessageContaining("waggle.web.folder")
                .hasMessageContaining(folder + " contains no index.html");
    }

    @Test
    void origins_several_taken() {
        assertThat(bind(Map.of("waggle.web.origins", "http://127.0.0.1:9000,https://*.example.com"))
                        .origins())
                .containsExactly("http://127.0.0.1:9000", "https://*.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files.example.com", "https://files.example.com/", "https://a; script-src *", "*"})
    void origins_somethingElse_refused(String origin) {
        assertThatThrownBy(() -> bind(Map.of("waggle.web.origins", origin)))
                .rootCause()
                .hasMessageContaining("waggle.web.origins");
    }

    private static WebProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waggle.web", WebProperties.class);
    }
}
