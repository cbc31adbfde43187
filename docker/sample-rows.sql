-- Rows for a first try, in the sample tables of the embedded cluster.
INSERT INTO users (name, email) VALUES
    ('Ada Lovelace', 'ada@example.com'),
    ('Grace Hopper', 'grace@example.com'),
    ('Edgar Codd', 'edgar@example.com');

INSERT INTO sales (order_date, order_amount) VALUES
    ('2023-03-15', 500.00),
    ('2023-06-01', 750.00),
    ('2023-09-20', 300.00),
    ('2023-11-30', 1000.00),
    ('2024-02-10', 400.00),
    ('2024-05-05', 600.00),
    ('2024-08-15', 850.00),
    ('2024-11-22', 700.00);

-- Ten a day, so that there is something to page through.
INSERT INTO sales (order_date, order_amount)
SELECT day, 10 + (hashint8(extract(epoch FROM day)::bigint + n) & 65535) / 100.0
FROM generate_series(date '2020-01-01', current_date, interval '1 day') AS day, generate_series(1, 10) AS n;
