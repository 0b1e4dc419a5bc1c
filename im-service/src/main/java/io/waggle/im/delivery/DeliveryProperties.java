package io.waggle.im.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code waggle.delivery}: how much a device is sent by itself of what it has missed. It is told of the rest.
 *
 * @param perConversation entries, the newest
 * @param perConnect entries, those of the most recently active conversations
 * @param staleAfter a device that was not seen for so long is told of everything and sent nothing
 */
@ConfigurationProperties("waggle.delivery")
record DeliveryProperties(
        @DefaultValue("500") int perConversation,
        @DefaultValue("5000") int perConnect,
        @DefaultValue("30d") Duration staleAfter) {}
