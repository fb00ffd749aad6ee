-- Schema 2 of a fresh ledger. Made by tests/it/generated.rs; do not edit.

CREATE INDEX change_record ON change ("record", "operation");

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

CREATE TABLE field_mark (
  "record" BLOB NOT NULL,
  "child" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "field" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('unknown', 'na')),
  "confirm_by" TEXT,
  PRIMARY KEY ("record", "child", "position", "field")
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
  "key" TEXT PRIMARY KEY,
  "value" TEXT NOT NULL
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

CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER operation_no_delete BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER operation_no_update BEFORE UPDATE ON operation BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
