-- The schema of the gateway's own tables. Names without a schema would be looked for in it, since it is called like the
-- role, were it not for the search path.
CREATE SCHEMA pgweir AUTHORIZATION pgweir;
ALTER ROLE pgweir SET search_path TO public;
