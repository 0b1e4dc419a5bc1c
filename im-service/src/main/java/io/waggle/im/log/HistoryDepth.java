package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** How far back entries are shown, and where a time is in a log. */
@Component
class HistoryDepth {

    private final EntryMapper mapper;
    private final @Nullable Duration depth;
    private final Clock clock;

    HistoryDepth(EntryMapper mapper, HistoryProperties properties, Clock clock) {
        this.mapper = mapper;
        this.depth = properties.depth();
        this.clock = clock;
    }

    /** Entries that were committed before this time are not shown; null: all are shown. */
    @Nullable
    Long horizon() {
        return depth == null ? null : clock.millis() - depth.toMillis();
    }

    /** The newest entry of each conversation that is too old to be shown; a conversation without one is left out. */
    Map<Id, Long> agedSeqs(Collection<Id> conversations) {
        Long horizon = horizon();
        return horizon == null || conversations.isEmpty() ? Map.of() : lastBefore(conversations, horizon);
    }

    /** The newest entry of each conversation that was committed before a time; 0 if there is none. */
    Map<Id, Long> lastBefore(Collection<Id> conversations, long time) {
        return mapper.findLastBefore(conversations, time).stream()
                .collect(Collectors.toMap(EntryRef::conversationId, EntryRef::seq));
    }
}
