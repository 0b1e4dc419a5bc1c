package io.waggle.protocol;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TopicTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to/u/0R5Y2K8GQ3ZZZ",
                "to/u/@bob",
                "to/u/@Bob.the-Builder_1",
                "to/g/0R5Y2K8GQ3ZZZ",
                "now/u/0R5Y2K8GQ3ZZZ",
                "now/g/0R5Y2K8GQ3ZZZ",
                "rpc/history",
                "rpc/groups.create",
                "d/0R5Y2K8GQ3ZZZ",
                "g/0R5Y2K8GQ3ZZZ",
                "g/0R5Y2K8GQ3ZZZ/pb",
                "p/0R5Y2K8GQ3ZZZ",
                "p/0R5Y2K8GQ3ZZZ/pb"
            })
    void parse_topicOfTheContract_writesItselfTheSame(String topic) {
        assertThat(Topic.parse(topic)).hasToString(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "#",
                "+/+",
                "d/+",
                "d/#",
                "g/+/pb",
                "p/+",
                "p/0R5Y2K8GQ3ZZZ/json",
                "g/0R5Y2K8GQ3ZZZ/",
                "g/0R5Y2K8GQ3ZZZ/json",
                "d/0r5y2k8gq3zzz",
                "d/0R5Y2K8GQ3ZZZ/x",
                "d/IR5Y2K8GQ3ZZZ",
                "to/u/",
                "to/u/@",
                "to/u/@x",
                "now/u/@bob",
                "now/u/0R5Y2K8GQ3ZZZ/x",
                "to/u/@b/ob",
                "to/u/@b+b",
                "to/x/0R5Y2K8GQ3ZZZ",
                "to/u/ZZZZZZZZZZZZZ",
                "rpc/",
                "rpc/#",
                "$share/x/d/0R5Y2K8GQ3ZZZ",
                "$SYS/broker"
            })
    void parse_anythingElse_null(String topic) {
        assertThat(Topic.parse(topic)).isNull();
    }
}
