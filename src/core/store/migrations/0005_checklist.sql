-- Answers to the ministry's sheets, the round of the vendors, editions learned from files.

CREATE TABLE answer (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "edition" TEXT,
  "sheet" TEXT,
  "vendor" TEXT,
  "item" TEXT,
  "round" TEXT,
  "answer" TEXT,
  "checked_on" TEXT,
  "target_on" TEXT,
  "checked_by" TEXT,
  "evidence" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE vendor_sheet (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "edition" TEXT,
  "sheet" TEXT,
  "vendor" TEXT,
  "state" TEXT,
  "sent_on" TEXT,
  "due_on" TEXT,
  "returned_on" TEXT,
  "sent_by" TEXT,
  "file" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "edition" TEXT,
  "sheet" TEXT,
  "fiscal_year" TEXT,
  "title" TEXT,
  "wording" TEXT,
  "file" TEXT,
  "hash" TEXT,
  "learned_on" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE edition_row (
  "parent" BLOB NOT NULL REFERENCES edition("id") ON DELETE CASCADE,
  "position" INTEGER NOT NULL,
  "item" TEXT,
  "section" TEXT,
  "number" TEXT,
  "title" TEXT,
  "text" TEXT,
  "formal" TEXT,
  "target" TEXT,
  "contract" TEXT,
  "na" TEXT,
  PRIMARY KEY ("parent", "position")
) STRICT, WITHOUT ROWID;
