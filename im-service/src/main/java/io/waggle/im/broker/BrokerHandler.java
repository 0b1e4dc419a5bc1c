package io.waggle.im.broker;

import java.util.List;

/** What one feature answers brokers. */
public interface BrokerHandler {

    List<BrokerCall<?>> calls();
}
