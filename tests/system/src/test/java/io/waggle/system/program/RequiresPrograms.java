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

/** Names programs of the machine that a test needs. {@link MissingPrograms} says what happens if one is missing. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(RequiresPrograms.Condition.class)
public @interface RequiresPrograms {

    String[] programs();

    /** Says how to install them. */
    String from();

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), RequiresPrograms.class)
                    .map(needs -> evaluate(context, needs))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("needs nothing"));
        }

        private static ConditionEvaluationResult evaluate(ExtensionContext context, RequiresPrograms needs) {
            boolean complete = Arrays.stream(needs.programs()).allMatch(Condition::isInstalled);
            if (complete) {
                return ConditionEvaluationResult.enabled("all there");
            }
            String line =
                    context.getDisplayName() + " needs " + String.join(", ", needs.programs()) + ": " + needs.from();
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
