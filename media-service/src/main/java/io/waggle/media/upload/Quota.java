package io.waggle.media.upload;

import io.waggle.media.upload.QuotaMapper.Used;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Limits how much a user may upload in a day (UTC). A ticket counts as used when it is issued, since its signed address may be
 * used.
 */
@Component
class Quota {

    private final QuotaMapper mapper;
    private final TransactionTemplate transaction;
    private final UploadProperties properties;
    private final Clock clock;

    Quota(QuotaMapper mapper, TransactionTemplate transaction, UploadProperties properties, Clock clock) {
        this.mapper = mapper;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** @throws Refused if it is too much; then it is not counted. Two requests at once are counted one after the other. */
    void take(Id uid, long bytes) {
        transaction.executeWithoutResult(status -> {
            int day = today();
            mapper.add(uid, day, bytes);
            Used used = mapper.find(uid, day);
            if (used.uploads() > properties.perDay() || used.bytes() > properties.bytesPerDay()) {
                throw new Refused(
                        ErrorCode.UPLOAD_QUOTA,
                        "you may make at most " + properties.perDay() + " uploads of " + properties.bytesPerDay()
                                + " bytes in total a day; a new day begins at midnight UTC");
            }
        });
    }

    @Scheduled(fixedDelay = 6, timeUnit = TimeUnit.HOURS)
    void forget() {
        mapper.deleteBefore(today() - 1);
    }

    private int today() {
        return Math.toIntExact(
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay());
    }
}
