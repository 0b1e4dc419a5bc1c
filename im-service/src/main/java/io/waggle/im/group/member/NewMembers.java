package io.waggle.im.group.member;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** The users to add to a group. */
record NewMembers(@Schema(requiredMode = REQUIRED) @Nullable List<@Nullable Id> uids) {}
