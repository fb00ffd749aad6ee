-- The registers of 運用, 体制 and 記録, and what the program itself remembers in the ledger.

CREATE TABLE network (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "name" TEXT,
  "zone" TEXT,
  "cidr" TEXT,
  "vlan" TEXT,
  "line" TEXT,
  "gateway" TEXT,
  "wireless" TEXT,
  "internet" TEXT,
  "purpose" TEXT,
  "confirmed_on" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE medium (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "number" TEXT,
  "kind" TEXT,
  "capacity" TEXT,
  "status" TEXT,
  "place" TEXT,
  "keeper" TEXT,
  "encrypted" TEXT,
  "holds" TEXT,
  "confirmed_on" TEXT,
  "disposed_on" TEXT,
  "disposal_method" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE medium_loan (
  "parent" BLOB NOT NULL REFERENCES medium("id") ON DELETE CASCADE,
  "position" INTEGER NOT NULL,
  "person" TEXT,
  "purpose" TEXT,
  "out_on" TEXT,
  "due_on" TEXT,
  "back_on" TEXT,
  "approver" TEXT,
  PRIMARY KEY ("parent", "position")
) STRICT, WITHOUT ROWID;

CREATE TABLE permit (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "item" TEXT,
  "person" TEXT,
  "owner" TEXT,
  "status" TEXT,
  "purpose" TEXT,
  "scope" TEXT,
  "terms" TEXT,
  "approver" TEXT,
  "approved_on" TEXT,
  "until" TEXT,
  "antivirus" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE licence (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "name" TEXT,
  "kind" TEXT,
  "quantity" TEXT,
  "used" TEXT,
  "devices" TEXT,
  "vendor" TEXT,
  "contract_no" TEXT,
  "bought_on" TEXT,
  "until" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "system" TEXT,
  "login_id" TEXT,
  "users" TEXT,
  "job" TEXT,
  "privilege" TEXT,
  "shared" TEXT,
  "two_factor" TEXT,
  "status" TEXT,
  "issued_on" TEXT,
  "confirmed_on" TEXT,
  "left_on" TEXT,
  "stopped_on" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE backup_plan (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "target" TEXT,
  "method" TEXT,
  "medium" TEXT,
  "place" TEXT,
  "offsite" TEXT,
  "immutable" TEXT,
  "generations" TEXT,
  "frequency" TEXT,
  "last_taken_on" TEXT,
  "last_restored_on" TEXT,
  "procedure" TEXT,
  "person" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "published_on" TEXT,
  "source" TEXT,
  "number" TEXT,
  "title" TEXT,
  "product" TEXT,
  "affected" TEXT,
  "devices" TEXT,
  "judgement" TEXT,
  "due_on" TEXT,
  "done_on" TEXT,
  "vendor_report" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE disclosure (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "vendor" TEXT,
  "product" TEXT,
  "kind" TEXT,
  "edition" TEXT,
  "asked_on" TEXT,
  "received_on" TEXT,
  "made_on" TEXT,
  "yes_count" TEXT,
  "no_count" TEXT,
  "na_count" TEXT,
  "reviewed_by" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE disclosure_exception (
  "parent" BLOB NOT NULL REFERENCES disclosure("id") ON DELETE CASCADE,
  "position" INTEGER NOT NULL,
  "number" TEXT,
  "question" TEXT,
  "answer" TEXT,
  "reason" TEXT,
  PRIMARY KEY ("parent", "position")
) STRICT, WITHOUT ROWID;

CREATE TABLE facility (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "name" TEXT,
  "kind" TEXT,
  "address" TEXT,
  "manager" TEXT,
  "safety_officer" TEXT,
  "planner" TEXT,
  "operator" TEXT,
  "has_systems" TEXT,
  "has_vendors" TEXT,
  "health_centre" TEXT,
  "inspection_on" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "title" TEXT,
  "kind" TEXT,
  "edition" TEXT,
  "approved_on" TEXT,
  "approver" TEXT,
  "review_on" TEXT,
  "place" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE training (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "held_on" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "audience" TEXT,
  "count" TEXT,
  "teacher" TEXT,
  "material" TEXT,
  "result" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "title" TEXT,
  "kind" TEXT,
  "status" TEXT,
  "occurred_on" TEXT,
  "detected_on" TEXT,
  "found_by" TEXT,
  "devices" TEXT,
  "impact" TEXT,
  "personal_data" TEXT,
  "malicious" TEXT,
  "preliminary_on" TEXT,
  "final_on" TEXT,
  "cause" TEXT,
  "prevention" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_event (
  "parent" BLOB NOT NULL REFERENCES incident("id") ON DELETE CASCADE,
  "position" INTEGER NOT NULL,
  "at" TEXT,
  "what" TEXT,
  "who" TEXT,
  PRIMARY KEY ("parent", "position")
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_report (
  "parent" BLOB NOT NULL REFERENCES incident("id") ON DELETE CASCADE,
  "position" INTEGER NOT NULL,
  "to" TEXT,
  "told_at" TEXT,
  "told" TEXT,
  PRIMARY KEY ("parent", "position")
) STRICT, WITHOUT ROWID;

CREATE TABLE accepted (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "about" TEXT,
  "rule" TEXT,
  "record" TEXT,
  "column" TEXT,
  "fact" TEXT,
  "reason" TEXT,
  "until" TEXT,
  "approver" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE threshold (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "patch_days" TEXT,
  "confirm_days" TEXT,
  "ahead_days" TEXT,
  "soon_days" TEXT,
  "account_days" TEXT,
  "restore_days" TEXT,
  "review_days" TEXT,
  "loan_days" TEXT,
  "asked_days" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE support_note (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "text" TEXT,
  "ends_on" TEXT,
  "reason" TEXT
) STRICT, WITHOUT ROWID;
