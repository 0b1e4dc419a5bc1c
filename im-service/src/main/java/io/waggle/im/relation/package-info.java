/**
 * What all relations between users share. {@link RelationStates} runs the changes of a user's relations one after the other,
 * {@link Relations} tells in one query what two users are to each other, {@link UserVisibility} decides whether one user exists for
 * another, and {@code Departures} removes the relations of deactivated accounts with the {@link RelationCleanup} of each feature.
 * The relations themselves are in {@code friend}, {@code block}, {@code follow} and {@code customrelation}.
 *
 * <p>Owns the tables {@code relation_state} and {@code relation_departure}. {@code RelationshipMapper} also reads the tables of
 * friends, blocks and custom relations.
 */
@NullMarked
package io.waggle.im.relation;

import org.jspecify.annotations.NullMarked;
