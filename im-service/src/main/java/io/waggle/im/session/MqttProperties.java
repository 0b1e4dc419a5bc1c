package io.waggle.im.session;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code waggle.mqtt}: the addresses that clients receive when they log in. */
@ConfigurationProperties("waggle.mqtt")
record MqttProperties(
        @DefaultValue("mqtt://127.0.0.1:1883") String tcpUrl,
        @DefaultValue("ws://127.0.0.1:8083/mqtt") String wsUrl) {}
