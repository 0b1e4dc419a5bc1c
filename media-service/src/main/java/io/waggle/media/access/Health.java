package io.waggle.media.access;

import io.waggle.media.store.StoreWatch;
import io.waggle.service.http.Open;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells whoever balances the load that this process answers; what it needs is asked for with each request. */
@RestController
class Health {

    private final StoreWatch store;

    Health(StoreWatch store) {
        this.store = store;
    }

    record Answer(String status) {}

    /** Degraded: it answers, but the store is away. Another of these would be no better off. */
    @Open
    @GetMapping({"/healthz", "/v1/media/healthz"})
    Answer health() {
        return new Answer(store.isThere() ? "up" : "degraded");
    }
}
