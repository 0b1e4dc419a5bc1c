package io.waggle.im;

import io.waggle.protocol.Id;

import java.util.List;
import java.util.stream.LongStream;

/** Users who exist and have never logged in. */
public final class TenThousandUsers {

    private static final int COUNT = 10_000;

    private TenThousandUsers() {}

    /** Inserts them with ascending ids. The rows come from four sets of digits, which every database multiplies quickly. */
    public static List<Id> insert(RunningService service, long firstUid) {
        String digits = "(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4"
                + " union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)";
        service.sql()
                .sql("insert into account (uid, username, nickname, created_at) select " + firstUid
                        + " + n, concat('bee', n), concat('Bee ', n), 0 from (select"
                        + " a.d + 10 * b.d + 100 * c.d + 1000 * e.d as n from "
                        + digits + " a, " + digits + " b, " + digits + " c, " + digits + " e) numbers")
                .update();
        return LongStream.range(firstUid, firstUid + COUNT).mapToObj(Id::new).toList();
    }
}
