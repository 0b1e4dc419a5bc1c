package io.waggle.im.conversation;

import io.waggle.protocol.Id;

import java.util.List;

/**
 * What has changed in a user's list.
 *
 * @param moved conversations that the user is in, hidden ones too, in the order in which they last changed
 * @param left those it is in no longer
 */
public record ListChanges(List<Listed> moved, List<Id> left) {}
