package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

/** What contents are judged to be, as it is written down. */
@Service
public class Judgements {

    private final ContentMapper mapper;

    Judgements(ContentMapper mapper) {
        this.mapper = mapper;
    }

    /** Contents whose check is due, or what follows from their verdict. */
    public List<ContentRow> due(long now, int limit) {
        return mapper.findDue(now, limit);
    }

    /** Whether it is ours to check now; if nothing comes of it, it is due again then. */
    public boolean claimCheck(ContentRow content, long next) {
        return content.checkAt() != null && mapper.claimCheck(content.id(), content.checkAt(), next) == 1;
    }

    /** @param again when what follows from it is due again, until it is settled; null: nothing does */
    public void judge(Id content, Moderation moderation, String reason, @Nullable Long again) {
        mapper.judge(content, moderation, reason, again);
    }

    /** Unless somebody has judged it since it was given to be checked. */
    public boolean judgeChecked(Id content, Moderation moderation, String reason, @Nullable Long again) {
        return mapper.judgeChecked(content, moderation, reason, again) == 1;
    }

    /** All that follows from this verdict is done, if it still stands. */
    public void settle(Id content, Moderation verdict) {
        mapper.settle(content, verdict);
    }
}
