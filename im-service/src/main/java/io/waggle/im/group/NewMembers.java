package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Who is to be added to a group. */
record NewMembers(@Nullable List<@Nullable Id> uids) {}
