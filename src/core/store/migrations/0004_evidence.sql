-- Files kept as evidence: who they belong to, and their bytes by content hash. Bytes are never changed or deleted.

CREATE TABLE evidence (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "name" TEXT,
  "record" TEXT,
  "size" TEXT,
  "sha256" TEXT,
  "dated_on" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
  "hash" BLOB NOT NULL UNIQUE CHECK (length("hash") = 32),
  "bytes" BLOB NOT NULL
) STRICT;

CREATE TRIGGER blob_no_update BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER blob_no_delete BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
