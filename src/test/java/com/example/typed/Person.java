package com.example.typed;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A user, as the team's own type. */
@Table("users")
public record Person(@Id @Nullable Long userId, String name, String email) {}
