package io.waggle.im.customrelation;

import io.waggle.im.relation.MessagingRule;

/** One direction of a relation type. */
record RelationTypeRow(String name, String inverse, MessagingRule messaging) {}
