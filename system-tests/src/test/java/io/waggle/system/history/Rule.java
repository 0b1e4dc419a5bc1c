package io.waggle.system.history;

/** Something that must hold of every run. */
interface Rule {

    String name();

    void check(Run run, Visibility visibility, Findings findings);
}
