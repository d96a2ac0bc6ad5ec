-- A view of ${table} without Firn's own columns, for who reads every day: ${table}_view.
CREATE OR REPLACE VIEW ${table}_view AS
SELECT ${columns}
FROM ${table}
