package dev.pgweir.admin.partitions;

import dev.pgweir.lifecycle.doctor.Doctor;
import dev.pgweir.lifecycle.doctor.Examination;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how partitioned tables stand, and what should be done about it. */
@RestController
@RequestMapping(path = "/admin/partitions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "admin")
final class DoctorController {

    private final Doctor doctor;

    DoctorController(Doctor doctor) {
        this.doctor = doctor;
    }

    @Operation(
            operationId = "listPartitionedTables",
            summary = "How the partitioned tables stand",
            description =
                    "Each with the number of its partitions and what an operator should know of them, with the SQL "
                            + "that mends it where there is some.")
    @GetMapping
    List<PartitionedTable> all() {
        return doctor.all().stream().map(PartitionedTable::of).toList();
    }

    @Operation(
            operationId = "examinePartitions",
            summary = "How a partitioned table stands",
            description =
                    "Its partitions with their bounds, sizes, indexes and seals, the gaps between them, what lies ahead, how "
                            + "many locks requests take, and findings. Numbers of rows are the server's estimates.")
    @GetMapping("/{resource}")
    Examination one(@PathVariable String resource) {
        return doctor.of(resource).orElseThrow(() -> PartitionProblems.unpartitioned(resource));
    }
}
