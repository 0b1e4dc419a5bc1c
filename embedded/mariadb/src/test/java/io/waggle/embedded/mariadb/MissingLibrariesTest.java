package io.waggle.embedded.mariadb;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MissingLibrariesTest {

    @Test
    void explain_everythingFound_nothingToSay() {
        assertThat(MissingLibraries.explain("\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n"))
                .isEmpty();
    }

    @Test
    void explain_librariesMissing_namesThemAndTheirPackages() {
        String report = """
                \tlinux-vdso.so.1 (0x00007f)
                \tlibstdc++.so.6 => not found
                \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
                \tliblz4.so.1 => not found
                """;
        assertThat(MissingLibraries.explain(report))
                .hasValue("MariaDB lacks liblz4.so.1, libstdc++.so.6: apt-get install liblz4-1 libstdc++6");
    }
}
