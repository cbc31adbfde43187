-- What the sample tables get once their rows are loaded.
ALTER TABLE users ADD PRIMARY KEY (user_id), ADD UNIQUE (email);
ALTER TABLE sales ADD PRIMARY KEY (order_id, order_date);

-- Serves pages of the newest orders first.
CREATE INDEX sales_newest_first ON sales (order_date DESC, order_id DESC);

SELECT setval(pg_get_serial_sequence('users', 'user_id'), (SELECT max(user_id) FROM users));
SELECT setval(pg_get_serial_sequence('sales', 'order_id'), (SELECT max(order_id) FROM sales));
