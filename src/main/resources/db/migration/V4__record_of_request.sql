-- Requests see their own record alone, also where code that they run drops the role of their caller.
ALTER TABLE idempotency_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_request ON idempotency_record
    USING (principal || chr(10) || key = current_setting('pgweir.record', true));
