package io.waggle.im.conversation;

import io.waggle.protocol.Id;

import java.util.List;

/**
 * The changes in a user's conversation list.
 *
 * @param moved changed conversations of the user, including hidden ones, in the order of their last change
 * @param left conversations that the user is no longer in
 */
public record ListChanges(List<Listed> moved, List<Id> left) {}
