package io.waggle.kit.answer;

import java.util.List;

/** The answers of one feature on the fabric. */
public interface Answers {

    List<Answer<?>> answers();
}
