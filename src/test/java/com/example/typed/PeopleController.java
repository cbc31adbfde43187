package com.example.typed;

import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The team's endpoint. */
@RestController
public class PeopleController {

    private final People people;

    PeopleController(People people) {
        this.people = people;
    }

    @Transactional(readOnly = true)
    @GetMapping("/people/{id}")
    public ResponseEntity<Person> person(@PathVariable long id) {
        return ResponseEntity.of(people.findById(id));
    }

    /** It has no path at all. */
    @PutMapping
    public void nothing() {}

    /** Its path looks like that of a row of a resource. */
    @GetMapping("/users/count")
    public long count() {
        return people.count();
    }

    @Transactional
    @PostMapping("/people")
    public Person add(@RequestBody Person person) {
        return people.save(person);
    }

    @Transactional
    @DeleteMapping("/people/{id}")
    public void remove(@PathVariable long id) {
        people.deleteById(id);
    }
}
