package io.waggle.embedded.mariadb;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void write_isReadBack_andHiddenFromOthers() throws IOException {
        Path file = folder.resolve("server.properties");
        Settings settings = Settings.generate(40_001);
        settings.write(file);
        settings.withPort(40_002).write(file);
        assertThat(Settings.read(file)).isEqualTo(settings.withPort(40_002));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void read_patchOfTheSameSeries_isAccepted() throws IOException {
        Path file = Files.writeString(folder.resolve("server.properties"), "version=11.4.99\nport=1\npassword=x\n");
        assertThat(Settings.read(file).port()).isEqualTo(1);
    }

    @Test
    void read_otherSeries_isRefusedWithAWayOut() throws IOException {
        Path file = Files.writeString(folder.resolve("server.properties"), "version=12.1.0\nport=1\npassword=x\n");
        assertThatThrownBy(() -> Settings.read(file))
                .isInstanceOf(MariaDbUnavailable.class)
                .hasMessageContaining("was written by MariaDB 12.1.0, and this version is " + Programs.VERSION)
                .hasMessageContaining("mariadb-dump");
    }
}
