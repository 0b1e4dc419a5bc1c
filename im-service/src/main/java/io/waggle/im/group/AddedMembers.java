package io.waggle.im.group;

import io.waggle.protocol.Id;

import java.util.List;

/** @param added those who were not members before */
record AddedMembers(List<Id> added) {}
