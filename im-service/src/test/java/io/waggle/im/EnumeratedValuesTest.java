package io.waggle.im;

import io.waggle.im.http.Patch;
import io.waggle.kit.http.JsonFaults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Every member of every request that takes one of a few values: what is none of them is refused with all of them. */
class EnumeratedValuesTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS).build();

    /** @param path the members that lead to it; [] is an element of a list */
    record Member(Class<?> body, List<String> path, Class<?> type) {

        /** The request with nothing but this member. */
        String with(String value) {
            String json = value;
            for (String step : path.reversed()) {
                json = step.equals("[]") ? "[" + json + "]" : "{\"" + step + "\":" + json + "}";
            }
            return json;
        }

        private Stream<Member> within(String step, ResolvableType of) {
            List<String> longer = new ArrayList<>(path);
            longer.add(step);
            return membersOf(body, longer, of);
        }
    }

    static Stream<Member> members() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return scanner.findCandidateComponents("io.waggle.im").stream()
                .map(bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
                .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods()))
                .map(Method::getParameters)
                .flatMap(Arrays::stream)
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .map(Parameter::getType)
                .distinct()
                .flatMap(body -> membersOf(body, List.of(), ResolvableType.forClass(body)));
    }

    @ParameterizedTest
    @MethodSource("members")
    void read_noneOfTheValues_refusedWithAllOfThem(Member member) {
        String values = Arrays.stream(member.type().getEnumConstants())
                .map(constant -> JSON.valueToTree(constant).asString())
                .collect(Collectors.joining(", "));
        for (String wrong : List.of("\"nonsense\"", "\"\"", "0", "true", "{}")) {
            JacksonException fault = catchThrowableOfType(
                    JacksonException.class, () -> JSON.readValue(member.with(wrong), member.body()));

            assertThat(fault).as(member.with(wrong)).isNotNull();
            assertThat(JsonFaults.describe(fault))
                    .isEqualTo(String.join(".", member.path()).replace(".[]", "[0]") + " must be one of " + values);
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void values_asClientsWriteThem_areSmall(Member member) {
        for (Object constant : member.type().getEnumConstants()) {
            assertThat(JSON.valueToTree(constant).asString()).matches("[a-z-]+");
        }
    }

    private static Stream<Member> membersOf(Class<?> body, List<String> path, ResolvableType type) {
        Class<?> raw = type.resolve(Object.class);
        Member here = new Member(body, path, raw);
        if (raw.isEnum()) {
            return Stream.of(here);
        }
        if (raw == Patch.class) {
            return membersOf(body, path, type.getGeneric(0));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return here.within("[]", type.getGeneric(0));
        }
        if (raw.isRecord() && raw.getPackageName().startsWith("io.waggle.im")) {
            return Arrays.stream(raw.getRecordComponents())
                    .flatMap(component -> here.within(
                            component.getName(), ResolvableType.forMethodReturnType(component.getAccessor())));
        }
        return Stream.empty();
    }
}
