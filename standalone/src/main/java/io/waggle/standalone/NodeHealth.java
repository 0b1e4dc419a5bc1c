package io.waggle.standalone;

import io.waggle.kit.health.Part;
import io.waggle.media.store.StoreWatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import java.util.List;

/** The current state of the parts in this process, for the health of im-service. */
final class NodeHealth {

    private volatile @Nullable ApplicationContext media;
    private volatile boolean broker;

    /** The store is not a needed part: chat works without it, so load balancers are not told when it is away. */
    List<Part> parts() {
        return List.of(
                Part.needed("mqtt", () -> broker),
                Part.needed("media", () -> media != null),
                Part.optional("store", this::hasStore));
    }

    void mediaStarted(ApplicationContext started) {
        media = started;
    }

    /** The broker listens on TCP and WebSocket. */
    void brokerStarted() {
        broker = true;
    }

    private boolean hasStore() {
        ApplicationContext started = media;
        return started != null && started.getBean(StoreWatch.class).isThere();
    }
}
