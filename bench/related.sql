-- Orders of customers with five lines each, and 1,000 boxes with 50 parts each.
DROP TABLE IF EXISTS bench_part, bench_box, bench_line, bench_order, bench_customer CASCADE;
CREATE TABLE bench_customer (id integer PRIMARY KEY, name text NOT NULL, city text);
CREATE TABLE bench_order (id integer PRIMARY KEY, day date, amount numeric(10, 2),
    customer_id integer REFERENCES bench_customer);
CREATE TABLE bench_line (order_id integer REFERENCES bench_order, no integer, sku text, qty integer,
    PRIMARY KEY (order_id, no));
CREATE TABLE bench_box (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE bench_part (box_id integer REFERENCES bench_box, no integer, sku text, qty integer,
    PRIMARY KEY (box_id, no));
INSERT INTO bench_customer SELECT n, 'customer ' || n, 'city ' || n % 100 FROM generate_series(1, 5000) n;
INSERT INTO bench_order SELECT n, date '2024-01-01' + n % 365, n / 7.0, 1 + n * 7919 % 5000 FROM generate_series(1, 100000) n;
INSERT INTO bench_line SELECT o, n, 'sku ' || n, n FROM generate_series(1, 100000) o, generate_series(1, 5) n;
INSERT INTO bench_box SELECT n, 'box ' || n FROM generate_series(1, 1000) n;
INSERT INTO bench_part SELECT b, n, 'sku ' || n, n FROM generate_series(1, 1000) b, generate_series(1, 50) n;
CREATE FUNCTION bench_orders(start integer) RETURNS SETOF bench_order STABLE LANGUAGE sql
    AS 'SELECT * FROM bench_order WHERE id >= start';
GRANT SELECT ON bench_customer, bench_order, bench_line, bench_box, bench_part TO pgweir;
ANALYZE bench_customer, bench_order, bench_line, bench_box, bench_part;
