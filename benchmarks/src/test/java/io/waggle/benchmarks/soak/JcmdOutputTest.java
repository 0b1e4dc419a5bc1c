package io.waggle.benchmarks.soak;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JcmdOutputTest {

    private static final List<String> BEFORE = List.of(
            "4711:",
            " num     #instances         #bytes  class name (module)",
            "-------------------------------------------------------",
            "   1:           100           1000  [B (java.base@25)",
            "   2:            10            500  [Ljdk.internal.vm.FillerElement; (java.base@25)",
            "   3:             1             10  io.waggle.Some$$Lambda/0x00007f001c0a1b2c",
            "Total           111           1510");
    private static final List<String> AFTER = List.of(
            "   1:           300           2001000  [B (java.base@25)",
            "   2:             1             10  io.waggle.Some$$Lambda/0x00007f001c0a9999",
            "   3:             2             20  io.waggle.New",
            "Total           303           2001030");

    @Test
    void histogram_jcmdOutput_hasClassesWithoutFillers() {
        ClassHistogram histogram = ClassHistogram.parse(BEFORE);

        assertThat(histogram.bytes()).isEqualTo(1010);
        assertThat(histogram.classes())
                .containsEntry("[B", new ClassHistogram.Entry(100, 1000))
                .hasSize(2);
    }

    @Test
    void growthSince_earlierHistogram_listsTheLargestGrowthFirst() {
        List<String> growth = ClassHistogram.parse(AFTER).growthSince(ClassHistogram.parse(BEFORE), name -> true, 5);

        assertThat(growth).hasSize(2);
        assertThat(growth.getFirst()).contains("+2.000 MB").contains("+200").endsWith("[B");
        assertThat(growth.getLast()).endsWith("io.waggle.New");
    }

    @Test
    void histogram_otherOutput_fails() {
        assertThatThrownBy(() -> ClassHistogram.parse(List.of("no such process")))
                .hasMessageContaining("no such process");
    }

    @Test
    void nativeMemory_jcmdOutput_hasTotalAndPurposes() {
        NativeMemory memory = NativeMemory.parse(List.of(
                "Native Memory Tracking:",
                "Total: reserved=11534336KB, committed=1024KB",
                "       malloc: 123KB #456",
                "-                 Java Heap (reserved=10066944KB, committed=512KB)",
                "                            (mmap: reserved=10066944KB, committed=512KB)",
                "-                     Other (reserved=16KB, committed=16KB)"));

        assertThat(memory.committed()).isEqualTo(1024 * 1024);
        assertThat(memory.of("Java Heap")).isEqualTo(512 * 1024);
        assertThat(memory.of("Other")).isEqualTo(16 * 1024);
        assertThat(memory.of("Shenandoah")).isZero();
    }

    @Test
    void nativeMemory_trackingOff_fails() {
        assertThatThrownBy(() -> NativeMemory.parse(List.of("Native memory tracking is not enabled")))
                .hasMessageContaining("not enabled");
    }
}
