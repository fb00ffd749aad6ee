-- Schema 11 of a fresh ledger. Made by tests/it/generated.rs; do not edit.

CREATE INDEX change_record ON change ("record", "operation");

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

CREATE TABLE blob (
  "hash" BLOB NOT NULL UNIQUE CHECK (length("hash") = 32),
  "bytes" BLOB NOT NULL
) STRICT;

CREATE TABLE change (
  "operation" INTEGER NOT NULL REFERENCES operation("seq") DEFERRABLE INITIALLY DEFERRED,
  "ordinal" INTEGER NOT NULL,
  "register" TEXT NOT NULL,
  "record" BLOB NOT NULL CHECK (length("record") = 16),
  "before" TEXT,
  "after" TEXT,
  "source" TEXT,
  PRIMARY KEY ("operation", "ordinal")
) STRICT, WITHOUT ROWID;

CREATE TABLE cloud_service (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "provider" TEXT,
  "name" TEXT,
  "domain" TEXT,
  "access_from" TEXT,
  "users" TEXT,
  "auth" TEXT,
  "started_on" TEXT,
  "usage" TEXT,
  "vendor" TEXT,
  "data_kept" TEXT,
  "data_country" TEXT,
  "terms_checked_on" TEXT,
  "two_factor" TEXT,
  "contract_term" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE contact ("id" BLOB PRIMARY KEY CHECK (length("id") = 16), "call_order" TEXT, "category" TEXT, "organization" TEXT, "person" TEXT, "phone" TEXT, "off_hours" TEXT, "duty" TEXT, "reports_to" TEXT, "note" TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE custom_value (
  "record" BLOB NOT NULL,
  "header" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  PRIMARY KEY ("record", "header")
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "management_no" TEXT,
  "kind" TEXT,
  "name" TEXT,
  "maker" TEXT,
  "model" TEXT,
  "serial_no" TEXT,
  "status" TEXT,
  "os" TEXT,
  "os_build" TEXT,
  "firmware" TEXT,
  "firmware_checked_on" TEXT,
  "patched_on" TEXT,
  "ip" TEXT,
  "mac" TEXT,
  "computer_name" TEXT,
  "place" TEXT,
  "department" TEXT,
  "users" TEXT,
  "ownership" TEXT,
  "vendor" TEXT,
  "update_duty" TEXT,
  "update_duty_basis" TEXT,
  "antivirus" TEXT,
  "access_log" TEXT,
  "source_restriction" TEXT,
  "source_ips" TEXT,
  "usb_limited" TEXT,
  "two_factor" TEXT,
  "screen_lock" TEXT,
  "holds_medical_data" TEXT,
  "online_eligibility" TEXT,
  "remote_maintenance" TEXT,
  "registered_on" TEXT,
  "bought_on" TEXT,
  "warranty_until" TEXT,
  "disposed_on" TEXT,
  "disposal_method" TEXT,
  "confirmed_on" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE device_interface (
  "parent" BLOB NOT NULL REFERENCES device("id") ON DELETE CASCADE,
  "position" INTEGER NOT NULL,
  "name" TEXT,
  "ip" TEXT,
  "mac" TEXT,
  "note" TEXT,
  PRIMARY KEY ("parent", "position")
) STRICT, WITHOUT ROWID;

CREATE TABLE device_software (
  "parent" BLOB NOT NULL REFERENCES device("id") ON DELETE CASCADE,
  "position" INTEGER NOT NULL,
  "name" TEXT,
  "version" TEXT,
  "note" TEXT,
  PRIMARY KEY ("parent", "position")
) STRICT, WITHOUT ROWID;

CREATE TABLE diagram ("id" BLOB PRIMARY KEY CHECK (length("id") = 16), "outside" TEXT, "areas" TEXT, "devices" TEXT) STRICT, WITHOUT ROWID;

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
, "layout" TEXT) STRICT, WITHOUT ROWID;

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
  "na" TEXT, "sure" TEXT,
  PRIMARY KEY ("parent", "position")
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "name" TEXT,
  "record" TEXT,
  "size" TEXT,
  "sha256" TEXT,
  "dated_on" TEXT,
  "note" TEXT
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

CREATE TABLE field_mark (
  "record" BLOB NOT NULL,
  "child" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "field" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('unknown', 'na')),
  "confirm_by" TEXT,
  PRIMARY KEY ("record", "child", "position", "field")
) STRICT, WITHOUT ROWID;

CREATE TABLE import_profile ("id" BLOB PRIMARY KEY CHECK (length("id") = 16), "name" TEXT, "register" TEXT, "sheet" TEXT, "headers" TEXT, "targets" TEXT) STRICT, WITHOUT ROWID;

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

CREATE TABLE meta (
  "key" TEXT PRIMARY KEY,
  "value" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE operation (
  "seq" INTEGER PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "actor" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "reverts" INTEGER REFERENCES operation("seq"),
  "records" INTEGER NOT NULL,
  "source" TEXT,
  "hash" BLOB NOT NULL CHECK (length("hash") = 32)
) STRICT;

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

CREATE TABLE remote_path (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "vendor" TEXT,
  "purpose" TEXT,
  "targets" TEXT,
  "gateway" TEXT,
  "method" TEXT,
  "source_restriction" TEXT,
  "source_ips" TEXT,
  "id_holder" TEXT,
  "auth" TEXT,
  "client_safety" TEXT,
  "timing" TEXT,
  "notice" TEXT,
  "log_reviewed" TEXT,
  "confirmed_on" TEXT,
  "confirmed_with" TEXT,
  "status" TEXT,
  "note" TEXT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE support_note (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "text" TEXT,
  "ends_on" TEXT,
  "reason" TEXT
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

CREATE TABLE vendor (
  "id" BLOB PRIMARY KEY CHECK (length("id") = 16),
  "name" TEXT,
  "contact" TEXT,
  "phone" TEXT,
  "email" TEXT,
  "systems" TEXT,
  "direct_contract" TEXT,
  "contract_term" TEXT,
  "emergency" TEXT,
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

CREATE TRIGGER blob_no_delete BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TRIGGER blob_no_update BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER operation_no_delete BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER operation_no_update BEFORE UPDATE ON operation BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
