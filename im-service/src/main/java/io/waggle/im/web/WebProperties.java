package io.waggle.im.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The settings {@code waggle.web}.
 *
 * @param folder the folder with the built web app; null: no page is served
 * @param origins the origins that the page may connect to, and play films from, besides its own, such as the media store's
 */
@ConfigurationProperties("waggle.web")
record WebProperties(@Nullable String folder, @DefaultValue List<String> origins) {

    /** Anything else could add to the policy, or would not match what it is meant for. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9._*:\\[\\]-]+");

    WebProperties {
        folder = folder == null || folder.isBlank() ? null : folder;
        if (folder != null && !Files.isRegularFile(Path.of(folder, "index.html"))) {
            throw new IllegalArgumentException(
                    "waggle.web.folder must be the folder of the built web app; " + folder + " contains no index.html");
        }
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "waggle.web.origins must be origins such as https://files.example.com, not " + origin);
            }
        }
    }

    /** The folder; null if no page is served. */
    @Nullable
    Path path() {
        return folder == null ? null : Path.of(folder).toAbsolutePath().normalize();
    }
}
