package io.waggle.im.presence;

import io.waggle.fabric.Subjects;
import io.waggle.kit.answer.Answer;
import io.waggle.kit.answer.Answers;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.PresenceReply;
import io.waggle.protocol.fabric.v1.PresenceReport;
import io.waggle.protocol.fabric.v1.WatchReply;
import io.waggle.protocol.fabric.v1.WatchRequest;
import io.waggle.protocol.fabric.v1.WatchedState;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Answers the brokers' presence reports and watch requests. If a request fails, the broker has no answer: then it refuses the
 * subscription, or repeats the report.
 */
@Component
class PresenceHandler implements Answers {

    private final Reports reports;
    private final Watching watching;

    PresenceHandler(Reports reports, Watching watching) {
        this.reports = reports;
        this.watching = watching;
    }

    @Override
    public List<Answer<?>> answers() {
        return List.of(
                Answer.blocking(Subjects.PRESENCE, PresenceReport.parser(), this::report),
                Answer.blocking(Subjects.WATCH, WatchRequest.parser(), this::watch));
    }

    private PresenceReply report(PresenceReport report) {
        boolean known = reports.store(report);
        return PresenceReply.newBuilder().setUnknownNode(!known).build();
    }

    private WatchReply watch(WatchRequest request) {
        WatchedState state = watching.watch(new Id(request.getWatcher()), new Id(request.getUid()));
        WatchReply.Builder reply = WatchReply.newBuilder();
        return state == null ? reply.build() : reply.setState(state).build();
    }
}
