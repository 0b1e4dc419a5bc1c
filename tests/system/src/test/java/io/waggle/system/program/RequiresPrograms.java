package io.waggle.system.program;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The programs that a test class needs. If one is not installed, {@link MissingPrograms} reports it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(RequiresPrograms.Condition.class)
public @interface RequiresPrograms {

    String[] programs();

    /** How to install them. */
    String install();

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), RequiresPrograms.class)
                    .map(required -> evaluate(context, required))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("no programs required"));
        }

        private static ConditionEvaluationResult evaluate(ExtensionContext context, RequiresPrograms required) {
            boolean installed = Arrays.stream(required.programs()).allMatch(Condition::isInstalled);
            if (installed) {
                return ConditionEvaluationResult.enabled("all installed");
            }
            String line = context.getDisplayName() + " needs " + String.join(", ", required.programs()) + ": "
                    + required.install();
            MissingPrograms.report(line);
            return ConditionEvaluationResult.disabled(line);
        }

        private static boolean isInstalled(String program) {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, program))
                    .anyMatch(Files::isExecutable);
        }
    }
}
