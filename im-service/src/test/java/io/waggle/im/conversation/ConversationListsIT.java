package io.waggle.im.conversation;

import io.waggle.im.RunningService;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class ConversationListsIT {

    private final RunningService service = RunningService.shared();

    @Test
    void sweep_whatNobodyMayAskForAnyMore_isGone() {
        long uid = System.nanoTime();
        long life = Duration.ofDays(30).toMillis();
        insertLeft(
                uid, 1, System.currentTimeMillis() - life - Duration.ofHours(2).toMillis());
        insertLeft(uid, 2, System.currentTimeMillis() - life);

        service.bean(ConversationLists.class).sweep();

        assertThat(service.sql()
                        .sql("select conversation_id from left_conversation where uid = ?")
                        .param(uid)
                        .query(Long.class)
                        .list())
                .containsExactly(2L);
    }

    private void insertLeft(long uid, long conversation, long at) {
        service.sql()
                .sql("insert into left_conversation (uid, conversation_id, left_at) values (?, ?, ?)")
                .params(uid, conversation, at)
                .update();
    }
}
