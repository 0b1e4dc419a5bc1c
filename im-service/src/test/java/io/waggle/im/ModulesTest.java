package io.waggle.im;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.waggle.im.group.GroupDissolved;
import io.waggle.im.group.Groups;
import io.waggle.im.group.MemberRemoved;
import io.waggle.im.group.Speaker;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Features use one another's public classes, and in no circle. */
class ModulesTest {

    @Test
    void features_areModules() {
        ApplicationModules.of(ImService.class).verify();
    }

    /** Most public classes of {@code group} are so for the modules within it, which Modulith cannot say. */
    @Test
    void group_isKnownByGroupsAndItsEventsAlone() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("io.waggle.im.group..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.waggle.im.group..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(
                                Groups.class, Speaker.class, MemberRemoved.class, GroupDissolved.class))))
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages("io.waggle.im"));
    }
}
