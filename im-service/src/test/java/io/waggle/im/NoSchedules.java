package io.waggle.im;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

import java.util.Map;

/**
 * Gives a service of its own that does nothing by itself: what it does from time to time, its test does when it wants. Not
 * annotated, or it would be everyone's.
 */
public class NoSchedules {

    public static Map<String, Object> properties() {
        return Map.of("spring.main.sources", NoSchedules.class.getName());
    }

    @Bean
    static BeanFactoryPostProcessor nothingScheduled() {
        return beans -> ((BeanDefinitionRegistry) beans)
                .removeBeanDefinition(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME);
    }
}
