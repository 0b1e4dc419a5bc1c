package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;

import java.util.ArrayList;
import java.util.List;

/** The tasks of a lane that are committed in one transaction. */
record LaneBatch(List<LaneTask.Append> appends, List<LaneTask.Erase> erasures) {

    LaneBatch() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
        return appends.isEmpty() && erasures.isEmpty();
    }

    int size() {
        return appends.size() + erasures.size();
    }

    LaneBatch with(List<LaneTask.Append> otherAppends) {
        return new LaneBatch(otherAppends, erasures);
    }

    List<EntryRef> erased() {
        return erasures.stream().flatMap(task -> task.entries().stream()).toList();
    }

    void refuse(ErrorCode code) {
        appends.forEach(task -> task.refuse(code));
        erasures.forEach(task -> task.refuse(code));
    }
}
