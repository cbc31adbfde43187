package com.example.typed;

import java.util.Optional;
import org.springframework.data.repository.ListCrudRepository;
import org.springframework.transaction.annotation.Transactional;

/** The team's repository. */
public interface People extends ListCrudRepository<Person, Long> {

    @Transactional(readOnly = true)
    Optional<Person> findByEmail(String email);
}
