package io.waggle.standalone;

import io.waggle.media.store.StoreWatch;
import io.waggle.service.health.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import java.util.List;

/** What of this process serves at the moment beside the service that is asked for its health. */
final class Serving {

    private volatile @Nullable ApplicationContext media;
    private volatile boolean broker;

    /** People chat on without the store, so a balancer is not told when it is away. */
    List<Part> parts() {
        return List.of(
                Part.needed("mqtt", () -> broker),
                Part.needed("media", () -> media != null),
                Part.useful("store", this::hasStore));
    }

    void mediaStarted(ApplicationContext started) {
        media = started;
    }

    /** It listens on TCP and WebSocket. */
    void brokerStarted() {
        broker = true;
    }

    private boolean hasStore() {
        ApplicationContext started = media;
        return started != null && started.getBean(StoreWatch.class).isThere();
    }
}
