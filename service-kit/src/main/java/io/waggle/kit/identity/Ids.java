package io.waggle.kit.identity;

import com.github.f4b6a3.tsid.TsidFactory;
import io.waggle.protocol.Id;

/** Creates new ids. Several services create ids at the same time; an unlikely duplicate fails on the table's primary key. */
public final class Ids {

    private final TsidFactory factory;

    public Ids(TsidFactory factory) {
        this.factory = factory;
    }

    public Id next() {
        return new Id(factory.create().toLong());
    }
}
