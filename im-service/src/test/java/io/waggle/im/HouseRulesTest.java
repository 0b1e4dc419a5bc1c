package io.waggle.im;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.waggle.kit.http.ForAdministrators;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class HouseRulesTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.waggle.im");

    @Test
    void service_neverSeesTheBroker() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.hivemq..")
                .check(CLASSES);
    }

    @Test
    void controllers_askServicesNotMappers() {
        ArchRuleDefinition.noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Mapper")
                .check(CLASSES);
    }

    @Test
    void operations_ofAdministration_areForAdministratorsAlone() {
        Map<Class<?>, List<String>> paths = CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(RestController.class))
                .collect(Collectors.toMap(JavaClass::reflect, type -> pathsOf(type.reflect())));

        assertThat(paths).anySatisfy((controller, path) -> assertThat(path).anyMatch(HouseRulesTest::isAdministration));
        assertThat(paths)
                .allSatisfy((controller, path) -> assertThat(path)
                        .allMatch(each ->
                                isAdministration(each) == controller.isAnnotationPresent(ForAdministrators.class)));
    }

    private static List<String> pathsOf(Class<?> controller) {
        return Arrays.stream(controller.getDeclaredMethods())
                .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class))
                .filter(Objects::nonNull)
                .flatMap(mapping -> Arrays.stream(mapping.path()))
                .toList();
    }

    private static boolean isAdministration(String path) {
        return path.startsWith("/v1/admin/");
    }
}
