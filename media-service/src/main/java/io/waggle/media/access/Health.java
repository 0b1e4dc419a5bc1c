package io.waggle.media.access;

import io.waggle.service.http.Open;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells whoever balances the load that this process answers; what it needs is asked for with each request. */
@RestController
class Health {

    record Answer(String status) {}

    @Open
    @GetMapping("/healthz")
    Answer health() {
        return new Answer("up");
    }
}
