package io.waggle.im.revision;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code waggle.messages} about earlier contents.
 *
 * @param keepVersions whether the earlier contents of an edited message are kept for those who can read it
 */
@ConfigurationProperties("waggle.messages")
record RevisionProperties(@DefaultValue("true") boolean keepVersions) {}
