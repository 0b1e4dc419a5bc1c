package io.waggle.media.moderation;

import io.waggle.media.content.ContentRow;
import io.waggle.media.content.Moderation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** New contents on their way to a verdict. */
@Component
public class Checks {

    /** What a new content is. */
    public Moderation first() {
        return Moderation.PASSED;
    }

    /** When a new content is to be checked; null: never. */
    public @Nullable Long firstAt() {
        return null;
    }

    /** Whether others see it before there is a verdict. */
    public boolean shownMeanwhile() {
        return true;
    }

    /** Call it when the content is stored. */
    public void begin(ContentRow content) {}
}
