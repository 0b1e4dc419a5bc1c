package io.waggle.kit.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/**
 * {@code waggle.http}.
 *
 * @param origins the origins of the pages that may call the service, such as {@code https://*.example.com}; empty: none
 */
@ConfigurationProperties("waggle.http")
record PageProperties(@DefaultValue("*") List<String> origins) {}
