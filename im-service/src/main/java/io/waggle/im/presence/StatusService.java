package io.waggle.im.presence;

import io.waggle.im.caller.Caller;
import io.waggle.kit.http.Check;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Reads and sets users' own statuses. */
@Service
class StatusService {

    private static final int TEXT_LENGTH = 100;

    private final PresenceMapper presences;
    private final TransactionTemplate transaction;
    private final Duration grace;
    private final Clock clock;

    StatusService(
            PresenceMapper presences, TransactionTemplate transaction, PresenceProperties properties, Clock clock) {
        this.presences = presences;
        this.transaction = transaction;
        this.grace = properties.grace();
        this.clock = clock;
    }

    MyStatus get(Caller caller) {
        PresenceRow row = presences.find(caller.uid());
        return row == null ? new MyStatus(null, false) : new MyStatus(row.text(), row.invisible());
    }

    MyStatus set(Caller caller, NewStatus status) {
        MyStatus wanted = new MyStatus(text(status.text()), Boolean.TRUE.equals(status.invisible()));
        List<Id> own = List.of(caller.uid());
        transaction.executeWithoutResult(nothing -> {
            presences.hold(own);
            presences.update(presences.findAll(own).stream()
                    .map(row -> row.withStatus(wanted.text(), wanted.invisible(), clock.millis(), grace))
                    .toList());
        });
        return wanted;
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null || text.isBlank() ? null : Check.line("text", text, TEXT_LENGTH);
    }
}
