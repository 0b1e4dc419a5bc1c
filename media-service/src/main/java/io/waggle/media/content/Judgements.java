package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.List;

/** What contents are judged to be, as it is written down. */
@Service
public class Judgements {

    private final ContentMapper mapper;

    Judgements(ContentMapper mapper) {
        this.mapper = mapper;
    }

    /** Contents whose check is due. */
    public List<ContentRow> due(long now, int limit) {
        return mapper.findDue(now, limit);
    }

    /** Whether it is ours to check now; if nothing comes of it, it is due again then. */
    public boolean claimCheck(ContentRow content, long next) {
        return content.checkAt() != null && mapper.claimCheck(content.id(), content.checkAt(), next) == 1;
    }

    public void judge(Id content, Moderation moderation, String reason) {
        mapper.judge(content, moderation, reason);
    }

    /** Unless somebody has judged it since it was given to be checked. */
    public boolean judgeChecked(Id content, Moderation moderation, String reason) {
        return mapper.judgeChecked(content, moderation, reason) == 1;
    }
}
