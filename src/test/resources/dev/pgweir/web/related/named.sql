CREATE TABLE visit (id int PRIMARY KEY, customer int REFERENCES customer, "Region" text REFERENCES region);
CREATE TABLE "the ""best"", (a.b)" (id int PRIMARY KEY, one int CONSTRAINT "to: one" REFERENCES tag, two int CONSTRAINT "two!" REFERENCES tag, visit int REFERENCES visit);
CREATE TABLE secret (id int PRIMARY KEY REFERENCES tag, visit int REFERENCES visit);
REVOKE ALL ON secret FROM CURRENT_USER;
