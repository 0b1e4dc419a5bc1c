package io.waggle.im.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code waggle.delivery}: how many missed entries a device is sent without asking. It gets a gap notice for the
 * rest.
 *
 * @param perConversation the most entries per conversation; the newest are sent
 * @param perConnect the most entries per connect; those of the most recently active conversations are sent
 * @param staleAfter a device that was not seen for this long is sent no entries, only gap notices
 */
@ConfigurationProperties("waggle.delivery")
record DeliveryProperties(
        @DefaultValue("500") int perConversation,
        @DefaultValue("5000") int perConnect,
        @DefaultValue("30d") Duration staleAfter) {}
