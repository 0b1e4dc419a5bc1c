package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

/** The stored verdicts on contents. */
@Service
public class Judgements {

    private final ContentMapper mapper;

    Judgements(ContentMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns contents whose check, or whose work after a verdict, is due. */
    public List<ContentRow> due(long now, int limit) {
        return mapper.findDue(now, limit);
    }

    /** Returns whether this instance runs the check now. If it does not finish, the check is due again at {@code next}. */
    public boolean claimCheck(ContentRow content, long next) {
        return content.checkAt() != null && mapper.claimCheck(content.id(), content.checkAt(), next) == 1;
    }

    /** @param again when the follow-up work is due again, until it is settled; null: there is none */
    public void judge(Id content, Moderation moderation, String reason, @Nullable Long again) {
        mapper.judge(content, moderation, reason, again);
    }

    /** Sets the verdict, unless it has changed since the check started. */
    public boolean judgeChecked(Id content, Moderation moderation, String reason, @Nullable Long again) {
        return mapper.judgeChecked(content, moderation, reason, again) == 1;
    }

    /** Marks the follow-up work of this verdict as done. Returns false if the verdict is no longer the current one. */
    public boolean settle(Id content, Moderation verdict) {
        return mapper.settle(content, verdict) == 1;
    }
}
