package io.waggle.system.fault;

import io.waggle.system.client.Entry;
import io.waggle.system.fault.Sender.Acknowledged;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A comparison of the senders' acknowledgements with the history of their conversation.
 *
 * @param acknowledged how many messages the server has acknowledged
 * @param found how many of them the history has, exactly once and under the acknowledged number
 * @param stored all entries, also those whose acknowledgement was lost
 */
record DurabilityCheck(int acknowledged, int found, int stored) {

    static final DurabilityCheck NONE = new DurabilityCheck(0, 0, 0);

    /** Fails if an acknowledged message is missing, an entry is stored twice, or a number is missing. */
    static DurabilityCheck of(List<Entry> log, List<Sender> senders) {
        assertThat(log)
                .extracting(Entry::seq)
                .as("sequence numbers")
                .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
        List<Entry> history = log.stream().filter(entry -> !entry.isChange()).toList();
        assertThat(history).extracting(Entry::text).as("texts").doesNotHaveDuplicates();
        Map<String, Entry> byText = history.stream().collect(Collectors.toMap(Entry::text, Function.identity()));
        List<Acknowledged> acknowledgedMessages = senders.stream()
                .flatMap(sender -> sender.acknowledged().stream())
                .toList();
        List<Acknowledged> missing = acknowledgedMessages.stream()
                .filter(message -> !isKept(message, byText.get(message.text())))
                .toList();
        assertThat(missing)
                .as("acknowledged, but not in history under that number")
                .isEmpty();
        return new DurabilityCheck(
                acknowledgedMessages.size(), acknowledgedMessages.size() - missing.size(), history.size());
    }

    DurabilityCheck plus(DurabilityCheck other) {
        return new DurabilityCheck(acknowledged + other.acknowledged, found + other.found, stored + other.stored);
    }

    @Override
    public String toString() {
        return "acknowledged " + acknowledged + ", found " + found + ", stored in total " + stored;
    }

    /** MQTT 3.1.1 acknowledges a message without its number. */
    private static boolean isKept(Acknowledged message, @Nullable Entry entry) {
        return entry != null && (message.seq() == 0 || message.seq() == entry.seq());
    }
}
