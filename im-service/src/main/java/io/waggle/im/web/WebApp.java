package io.waggle.im.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Serves the built web app. Every name in {@code assets} contains a hash of its content, so browsers keep those files. They ask
 * for all others again each time. A missing file is 404 and never the page, from which the app knows that a new version has been
 * deployed.
 */
class WebApp implements WebMvcConfigurer {

    private static final String PAGE = "/index.html";
    private static final Duration YEAR = Duration.ofDays(365);

    private final Path folder;
    private final String policy;

    /** @param origins the origins that the page may connect to, and play films from, besides its own */
    WebApp(Path folder, List<String> origins) {
        this.folder = folder;
        policy = policy(origins);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:" + PAGE);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(directory(folder.resolve("assets")))
                .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
        registry.addResourceHandler("/**")
                .addResourceLocations(directory(folder))
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Protection(policy)).excludePathPatterns("/v1/**");
    }

    /** Spring takes a location that does not end in a slash for a prefix of file names. */
    private static FileSystemResource directory(Path folder) {
        return new FileSystemResource(folder + "/");
    }

    private static String policy(List<String> origins) {
        String stores = origins.stream().map(origin -> " " + origin).collect(Collectors.joining());
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' blob: data:",
                // Films are played from their store while they load.
                "media-src 'self' blob:" + stores,
                "connect-src 'self' ws: wss:" + stores,
                "font-src 'self'",
                "manifest-src 'self'",
                "worker-src 'self' blob:",
                "require-trusted-types-for 'script'",
                // The page has one, for the name of its service worker.
                "trusted-types waggle-worker",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'");
    }

    /** Says what the page may do, with every file, since a browser may open each of them by itself. */
    private record Protection(String policy) implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setHeader("Content-Security-Policy", policy);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Referrer-Policy", "no-referrer");
            return true;
        }
    }
}
