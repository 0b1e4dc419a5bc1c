package io.waggle.standalone;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the data that this program writes: the sum of the newest migration numbers of its services, so that it
 * increases by itself.
 */
final class DataVersion {

    private static final Pattern MIGRATION = Pattern.compile("V([0-9]{1,9})__.*\\.sql");

    private DataVersion() {}

    static int ofThisProgram() {
        // Before media existed, the version was im-service's alone, so media's migrations count from 0.
        return newest("classpath*:db/migration/V*.sql") + newest("classpath*:db/media/V*.sql") - 1;
    }

    private static int newest(String pattern) {
        try {
            Resource[] migrations = new PathMatchingResourcePatternResolver().getResources(pattern);
            return Arrays.stream(migrations)
                    .map(Resource::getFilename)
                    .filter(Objects::nonNull)
                    .mapToInt(DataVersion::number)
                    .max()
                    .orElseThrow(() -> new IllegalStateException("no migrations on the class path"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static int number(String name) {
        Matcher matcher = MIGRATION.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
