package io.waggle.im.delivery;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The queries about delivered entries for other packages. */
@Service
public class Deliveries {

    private final DeliveryMapper mapper;

    Deliveries(DeliveryMapper mapper) {
        this.mapper = mapper;
    }

    /** The newest entry up to which one of the user's devices has everything; null if none has anything. */
    public @Nullable Long deliveredSeq(Id uid, Id conversation) {
        return mapper.findDelivered(uid, conversation);
    }
}
