package io.waggle.im.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.nio.file.Path;

/** Serves the web app if a folder is set. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    WebMvcConfigurer webApp(WebProperties properties) {
        Path folder = properties.path();
        return folder == null ? new WebMvcConfigurer() {} : new WebApp(folder, properties.origins());
    }
}
