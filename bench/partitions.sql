-- Tables of the same 300,000 rows a day apart or a month apart, in 12, 84 and 1,000 partitions.
DO $$
DECLARE
    sizes CONSTANT int[] := ARRAY[12, 84, 1000];
    days CONSTANT int := 1000;
    size int; name text; part text; part_from date; part_to date; i int;
BEGIN
    FOREACH size IN ARRAY sizes LOOP
        name := 'bench_' || size;
        EXECUTE format('DROP TABLE IF EXISTS %I', name);
        EXECUTE format('CREATE TABLE %I (sale_id bigint, sale_date date, amount int, PRIMARY KEY (sale_id, sale_date))'
            ' PARTITION BY RANGE (sale_date)', name);
        FOR i IN 0 .. size - 1 LOOP
            part := name || '_' || i;
            part_from := date '2022-01-01' + (days * i / size);
            part_to := date '2022-01-01' + (days * (i + 1) / size);
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, name, part_from, part_to);
        END LOOP;
        EXECUTE format('CREATE INDEX ON %I (sale_date DESC, sale_id DESC)', name);
        EXECUTE format('INSERT INTO %I SELECT i, date ''2022-01-01'' + (i / 300)::int, i %% 1000'
            ' FROM generate_series(0, 299999) AS i', name);
        EXECUTE format('ANALYZE %I', name);
        EXECUTE format('GRANT ALL ON %I TO pgweir', name);
        FOR i IN 0 .. size - 1 LOOP
            EXECUTE format('ALTER TABLE %I OWNER TO pgweir', name || '_' || i);
        END LOOP;
        EXECUTE format('ALTER TABLE %I OWNER TO pgweir', name);
    END LOOP;
END $$;
