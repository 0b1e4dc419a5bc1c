package io.waggle.media.moderation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;

/**
 * {@code waggle.media.moderation}: how contents are moderated.
 *
 * @param policy how a new content is checked
 * @param showMeanwhile whether others see it before there is a verdict
 * @param hookUrl the URL of the business's own check
 * @param hookSecret the secret that signs requests to the check
 * @param hookPrivate whether the check may have an address in a private network
 * @param attempts after this many attempts without an answer, a person must check it
 */
@ConfigurationProperties("waggle.media.moderation")
record ModerationProperties(
        @DefaultValue("nobody") Policy policy,
        @DefaultValue("false") boolean showMeanwhile,
        @Nullable URI hookUrl,
        @DefaultValue("") String hookSecret,
        @DefaultValue("false") boolean hookPrivate,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("8") int attempts) {

    enum Policy {
        NOBODY,
        HOOK,
        PERSON
    }

    ModerationProperties {
        if (policy == Policy.HOOK && (hookUrl == null || hookSecret.length() < 16)) {
            throw new IllegalArgumentException(
                    "waggle.media.moderation.policy=hook needs hook-url, and a hook-secret of at least 16 characters");
        }
    }

    @Override
    public String toString() {
        return "ModerationProperties[policy=" + policy + ", hookUrl=" + hookUrl + "]";
    }
}
