package io.waggle.system.history;

/** A rule that must hold for every run. */
interface Rule {

    String name();

    void check(Run run, Visibility visibility, Findings findings);
}
