package io.waggle.im;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Features use one another's public classes, and in no circle. */
class ModulesTest {

    @Test
    void features_areModules() {
        ApplicationModules.of(ImService.class).verify();
    }
}
