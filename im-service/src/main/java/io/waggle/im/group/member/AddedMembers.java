package io.waggle.im.group.member;

import io.waggle.protocol.Id;

import java.util.List;

/**
 * The answer to adding members.
 *
 * @param added the users who were not members before
 */
record AddedMembers(List<Id> added) {}
