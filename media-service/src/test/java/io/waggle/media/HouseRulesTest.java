package io.waggle.media;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class HouseRulesTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.waggle.media");

    @Test
    void features_areModules() {
        ApplicationModules.of(MediaService.class).verify();
    }

    @Test
    void service_seesNeitherBrokerNorImService() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hivemq..", "io.waggle.im..")
                .check(CLASSES);
    }

    @Test
    void worker_decodesWithoutTheService() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("io.waggle.media.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.minio..", "io.waggle.media.store..")
                .check(CLASSES);
    }
}
