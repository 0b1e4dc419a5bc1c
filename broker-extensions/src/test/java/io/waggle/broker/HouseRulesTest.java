package io.waggle.broker;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Which package may use which. Each package's own documentation says the same. */
class HouseRulesTest {

    private static final String ROOT = "io.waggle.broker";

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    /** The packages that each package may use. */
    private static final Map<String, List<String>> USES = Map.of(
            "gate", List.of(),
            "intake", List.of(),
            "websocket", List.of(),
            "connection", List.of("gate", "intake"),
            "downlink", List.of("connection", "gate"),
            "delivery", List.of("connection", "downlink", "gate"),
            "uplink", List.of("connection", "downlink", "gate", "intake"),
            "presence", List.of("connection", "downlink"),
            "auth", List.of("connection", "delivery", "intake"));

    static Stream<String> packages() {
        return USES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_usesOnlyAllowedPackages(String name) {
        String[] allowed = Stream.concat(Stream.of(name), USES.getOrDefault(name, List.of()).stream())
                .map(used -> ROOT + "." + used + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void packages_areAllListed() {
        Set<String> found = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());

        assertThat(found).isEqualTo(USES.keySet());
    }

    @Test
    void packages_haveNoCycle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void gate_usesNeitherBrokerNorFabric() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".gate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hivemq..", "io.netty..", "io.waggle.fabric..")
                .check(CLASSES);
    }

    @Test
    void uplinkAndDelivery_doNotUsePresenceNorPresenceThem() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".uplink..", ROOT + ".delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".presence..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".presence..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".uplink..", ROOT + ".delivery..")
                .check(CLASSES);
    }
}
