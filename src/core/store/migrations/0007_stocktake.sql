-- 棚卸: rounds and what was counted in them.

CREATE TABLE stocktake (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "name" TEXT,
  "target" TEXT,
  "scope" TEXT,
  "status" TEXT,
  "started_on" TEXT,
  "finished_on" TEXT,
  "person" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE stocktake_item (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "round" TEXT,
  "record" TEXT,
  "number" TEXT,
  "codes" TEXT,
  "name" TEXT,
  "place" TEXT,
  "result" TEXT,
  "seen_place" TEXT,
  "seen_at" TEXT,
  "tag" TEXT,
  "times" TEXT
) STRICT, WITHOUT ROWID;
