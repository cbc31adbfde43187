package dev.pgweir.floor;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The least that a Spring controller can do for the requests of the benchmark: what the gateway's cost is compared with. It
 * reads from the replica, writes to the primary, checks nothing and tells nothing but the rows.
 */
@SpringBootApplication
@RestController
public class Floor {

    private static final String ROWS = "SELECT \"order_id\", \"order_date\", \"order_amount\" FROM \"public\".\"sales\"";

    private static final String PAGE = ROWS
            + " WHERE \"order_date\" >= ? AND \"order_date\" < ? ORDER BY \"order_date\" DESC, \"order_id\" DESC LIMIT ?";

    private static final String ITEM = ROWS + " WHERE \"order_id\" = ? AND \"order_date\" = ?";

    private static final String INSERT =
            "INSERT INTO \"public\".\"sales\" (\"order_date\", \"order_amount\") VALUES (?, ?)";

    private static final String PATCH =
            "UPDATE \"public\".\"sales\" SET \"order_amount\" = ? WHERE \"order_id\" = ? AND \"order_date\" = ?";

    private final DataSource primary;
    private final DataSource replica;

    record Sale(LocalDate order_date, BigDecimal order_amount) {}

    Floor(@Value("${floor.primary}") String primary, @Value("${floor.replica}") String replica) {
        this.primary = pool(primary);
        this.replica = pool(replica);
    }

    public static void main(String[] arguments) {
        SpringApplication.run(Floor.class, arguments);
    }

    /** As many connections to each node, and the same plans, as the gateway's. */
    private static DataSource pool(String port) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/pgweir?options=-c%20plan_cache_mode=force_custom_plan");
        config.setUsername("pgweir");
        config.setMaximumPoolSize(20);
        return new HikariDataSource(config);
    }

    @GetMapping("/sales")
    void page(@RequestParam String from, @RequestParam String to, @RequestParam int limit, HttpServletResponse response)
            throws SQLException, IOException {
        var json = new StringBuilder(2048).append('[');
        try (var connection = replica.getConnection();
                var statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, LocalDate.parse(from));
            statement.setObject(2, LocalDate.parse(to));
            statement.setInt(3, limit + 1);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    append(json.length() > 1 ? json.append(',') : json, rows);
                }
            }
        }
        send(json.append(']'), response);
    }

    @GetMapping("/sales/{id},{date}")
    void item(@PathVariable long id, @PathVariable String date, HttpServletResponse response)
            throws SQLException, IOException {
        var json = new StringBuilder(128);
        try (var connection = replica.getConnection();
                var statement = connection.prepareStatement(ITEM)) {
            statement.setLong(1, id);
            statement.setObject(2, LocalDate.parse(date));
            try (var rows = statement.executeQuery()) {
                rows.next();
                append(json, rows);
            }
        }
        send(json, response);
    }

    @PostMapping("/sales")
    void insert(@RequestBody Sale sale, HttpServletResponse response) throws SQLException {
        try (var connection = primary.getConnection();
                var statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, sale.order_date());
            statement.setBigDecimal(2, sale.order_amount());
            statement.executeUpdate();
        }
        response.setStatus(HttpServletResponse.SC_CREATED);
    }

    @PatchMapping("/sales/{id},{date}")
    void patch(@PathVariable long id, @PathVariable String date, @RequestBody Sale sale, HttpServletResponse response)
            throws SQLException {
        try (var connection = primary.getConnection();
                var statement = connection.prepareStatement(PATCH)) {
            statement.setBigDecimal(1, sale.order_amount());
            statement.setLong(2, id);
            statement.setObject(3, LocalDate.parse(date));
            statement.executeUpdate();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static void append(StringBuilder json, ResultSet row) throws SQLException {
        json.append("{\"order_id\":").append(row.getString(1));
        json.append(",\"order_date\":\"").append(row.getString(2));
        json.append("\",\"order_amount\":").append(row.getString(3)).append('}');
    }

    private static void send(StringBuilder json, HttpServletResponse response) throws IOException {
        var body = json.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
