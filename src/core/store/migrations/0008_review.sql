-- 経営層の確認: that the management has seen the ledger, and the copy of what it saw.

CREATE TABLE review (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "confirmed_on" TEXT,
  "confirmed_by" TEXT,
  "note" TEXT,
  "summary" TEXT,
  "revision" TEXT,
  "code" TEXT,
  "copy" TEXT,
  "copy_sha256" TEXT
) STRICT, WITHOUT ROWID;
