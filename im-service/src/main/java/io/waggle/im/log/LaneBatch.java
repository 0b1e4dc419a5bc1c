package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;

import java.util.ArrayList;
import java.util.List;

/** The tasks of a lane that are committed in one transaction. */
record LaneBatch(List<LaneTask.Append> appends, List<LaneTask.Erase> erasures, List<LaneTask.React> reactions) {

    LaneBatch() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
        return appends.isEmpty() && erasures.isEmpty() && reactions.isEmpty();
    }

    int size() {
        return appends.size() + erasures.size() + reactions.size();
    }

    LaneBatch with(List<LaneTask.Append> otherAppends) {
        return new LaneBatch(otherAppends, erasures, reactions);
    }

    LaneBatch withReactions(List<LaneTask.React> otherReactions) {
        return new LaneBatch(appends, erasures, otherReactions);
    }

    List<EntryRef> erased() {
        return erasures.stream().flatMap(task -> task.entries().stream()).toList();
    }

    void refuse(ErrorCode code) {
        appends.forEach(task -> task.refuse(code));
        erasures.forEach(task -> task.refuse(code));
        reactions.forEach(task -> task.refuse(code));
    }
}
