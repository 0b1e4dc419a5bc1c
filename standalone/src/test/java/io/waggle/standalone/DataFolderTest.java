package io.waggle.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void open_twice_refusesTheSecondUntilTheFirstIsClosed() throws IOException {
        DataFolder first = DataFolder.open(folder);
        long self = ProcessHandle.current().pid();
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("another Waggle (process " + self + ") runs on " + folder);
        first.close();
        DataFolder.open(folder).close();
    }

    @Test
    void open_aFile_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void claim_newerData_isRefusedAndLeftAlone() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            data.claim(7);
            assertThatThrownBy(() -> data.claim(6))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("were written by a newer Waggle (data version 7, this one reads 6)");
            data.claim(8);
        }
        assertThat(folder.resolve("waggle.version")).hasContent("8");
    }

    @Test
    void ofThisProgram_isTheNewestMigration() {
        assertThat(DataVersion.ofThisProgram()).isPositive();
    }
}
