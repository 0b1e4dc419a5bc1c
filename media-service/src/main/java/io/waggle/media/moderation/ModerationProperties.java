package io.waggle.media.moderation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;

/**
 * {@code waggle.media.moderation}: who says what may be shown.
 *
 * @param policy who is asked about a new content
 * @param showMeanwhile whether others see it before there is a verdict
 * @param hookUrl of the business's own check
 * @param hookSecret that its requests are signed with
 * @param hookPrivate whether the check may be at an address of a private network
 * @param attempts after so many without an answer a person is to look
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
                    "waggle.media.moderation.policy hook needs hook-url, and a hook-secret of 16 characters at least");
        }
    }

    @Override
    public String toString() {
        return "ModerationProperties[policy=" + policy + ", hookUrl=" + hookUrl + "]";
    }
}
