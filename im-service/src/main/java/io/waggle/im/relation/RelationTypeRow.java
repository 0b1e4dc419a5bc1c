package io.waggle.im.relation;

/** One direction of a relation type. */
record RelationTypeRow(String name, String inverse, MessagingRule messaging) {}
