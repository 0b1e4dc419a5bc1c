package io.waggle.service.identity;

import com.github.f4b6a3.tsid.TsidFactory;
import io.waggle.protocol.Id;

/** Makes new ids. Several services make them at once; a clash, which is unlikely, fails on the table's primary key. */
public final class Ids {

    private final TsidFactory factory;

    public Ids(TsidFactory factory) {
        this.factory = factory;
    }

    public Id next() {
        return new Id(factory.create().toLong());
    }
}
