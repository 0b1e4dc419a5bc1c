package io.waggle.service.answer;

import java.util.List;

/** What one feature answers on the fabric. */
public interface Answers {

    List<Answer<?>> answers();
}
