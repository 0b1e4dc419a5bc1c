package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** @param members who is in it from the start, besides the one who makes it */
record NewGroup(@Nullable String name, @Nullable List<@Nullable Id> members) {}
