//! Opening and making ledger files.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::migrations::MIGRATIONS;
use crate::core::files;
use crate::core::ledger::LedgerError;

/// Marks the file as ours ("KIKI"), so that no other program's database is ever touched.
pub(super) const APPLICATION_ID: i32 = 0x4b49_4b49;

/// An open ledger file.
pub(in crate::core) struct Store {
    pub(super) db: Connection,
    path: PathBuf,
}

/// What has to happen before an older file can be used.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::core) enum Upgrade {
    None,
    From(u32),
}

impl Store {
    /// The schema that this program writes.
    pub const SCHEMA: u32 = MIGRATIONS.len() as u32;

    /// Makes a new, empty ledger file. It gets its name only when it is whole.
    pub fn create(path: &Path) -> Result<Self, LedgerError> {
        if path.exists() {
            return Err(LedgerError::AlreadyExists(path.to_owned()));
        }
        let draft = files::sibling(path, "new");
        files::remove_if_there(&draft)?;
        let made = (|| {
            let mut db = connect(
                &draft,
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            )?;
            // A row of the history takes some 400 bytes: in pages of twice the usual size an import costs 5 % less.
            db.pragma_update(None, "page_size", 8192)?;
            db.pragma_update(None, "application_id", APPLICATION_ID)?;
            migrate(&mut db, 0)?;
            db.pragma_update(None, "journal_mode", "DELETE")?;
            db.close().map_err(|(_, error)| LedgerError::from(error))?;
            files::publish_new(&draft, path)
        })();
        if made.is_err() {
            files::remove_if_there(&draft)?;
        }
        made?;
        Self::open(path).map(|(store, _)| store)
    }

    /// Opens an existing ledger. An older schema is left as it is until [`Store::upgrade`].
    pub fn open(path: &Path) -> Result<(Self, Upgrade), LedgerError> {
        probe(path)?;
        let db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|error| named(error, path))?;
        let found: u32 = db
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(LedgerError::from)?;
        let known = MIGRATIONS.len() as u32;
        if found > known {
            return Err(LedgerError::TooNew { found, known });
        }
        if found == 0 {
            return Err(LedgerError::NotALedger(path.to_owned()));
        }
        if db.is_readonly("main").unwrap_or(true) || files::is_read_only(path) {
            return Err(LedgerError::ReadOnly(path.to_owned()));
        }
        let upgrade = if found < known {
            Upgrade::From(found)
        } else {
            Upgrade::None
        };
        Ok((
            Self {
                db,
                path: path.to_owned(),
            },
            upgrade,
        ))
    }

    /// Opens a file to read it only: a copy just made, or another copy of the ledger.
    pub fn open_read_only(path: &Path) -> Result<Self, LedgerError> {
        probe(path)?;
        let store = Self {
            db: connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
            path: path.to_owned(),
        };
        match (store.schema()?, Self::SCHEMA) {
            (0, _) => Err(LedgerError::NotALedger(path.to_owned())),
            (found, known) if found > known => Err(LedgerError::TooNew { found, known }),
            _ => Ok(store),
        }
    }

    /// The schema that the file has.
    pub fn schema(&self) -> Result<u32, LedgerError> {
        Ok(self.db.pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    /// Brings an older file to the present schema, in one transaction.
    pub fn upgrade(&mut self, from: u32) -> Result<(), LedgerError> {
        migrate(&mut self.db, from)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a compact copy of the whole ledger to a new file.
    pub fn copy_into(&self, target: &Path) -> Result<(), LedgerError> {
        let name = target
            .to_str()
            .ok_or_else(|| LedgerError::Io(format!("no text path: {}", target.display())))?;
        self.db.execute("VACUUM INTO ?1", [name])?;
        Ok(())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // One file stays on the disk: people copy ledgers by hand. A failure leaves an empty journal, no harm.
        if !self.db.is_readonly("main").unwrap_or(true) {
            let _ = self.db.pragma_update(None, "journal_mode", "DELETE");
        }
    }
}

const MAGIC: &[u8] = b"SQLite format 3\0";

/// Whether a file is a database, be it a ledger or not: to tell a copy of the ledger from a spreadsheet.
pub fn is_database(path: &Path) -> bool {
    let mut head = [0u8; MAGIC.len()];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == MAGIC
}

/// Looks at the file's first bytes before SQLite may touch it.
fn probe(path: &Path) -> Result<(), LedgerError> {
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(LedgerError::NotFound(path.to_owned()));
        }
        Err(error) => return Err(LedgerError::Io(error.to_string())),
    };
    let mut head = [0u8; 100];
    let ours =
        file.read_exact(&mut head).is_ok() && head.starts_with(MAGIC) && head[68..72] == APPLICATION_ID.to_be_bytes();
    if ours {
        Ok(())
    } else {
        Err(LedgerError::NotALedger(path.to_owned()))
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that opens a database")]
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, LedgerError> {
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(Duration::from_secs(3))?;
    // Before anything is read from a file that may have been written elsewhere.
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "mmap_size", 0)?;
    // Room for the pages of one import, so that none is written twice (negative: KiB).
    db.pragma_update(None, "cache_size", -32_768)?;
    // What a statement keeps for itself stays in memory: no rows in the folder for temporary files.
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "secure_delete", true)?;
    // Text of a cell, not of a novel: also bounds what a prepared file could make us allocate.
    db.set_limit(rusqlite::limits::Limit::SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024)?;
    if !flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        // Simulated power cuts lost nothing in this mode (docs/adr/0002).
        db.pragma_update(None, "journal_mode", "TRUNCATE")?;
        db.pragma_update(None, "synchronous", "EXTRA")?;
    }
    Ok(db)
}

fn migrate(db: &mut Connection, from: u32) -> Result<(), LedgerError> {
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for sql in &MIGRATIONS[from as usize..] {
        tx.execute_batch(sql)?;
    }
    tx.pragma_update(None, "user_version", MIGRATIONS.len() as u32)?;
    tx.commit()?;
    Ok(())
}

fn named(error: LedgerError, path: &Path) -> LedgerError {
    match error {
        LedgerError::ReadOnly(_) => LedgerError::ReadOnly(path.to_owned()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::catalogue::{Field, RegisterId};
    use crate::core::ledger::{Context, Ledger};
    use crate::core::model::{LedgerMeta, OperationKind};
    use crate::core::store::NewOperation;
    use crate::core::store::rows::child_table;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("a.daicho")).unwrap();
        (folder, store)
    }

    fn first_operation() -> NewOperation {
        NewOperation {
            kind: OperationKind::Create,
            at: chrono::DateTime::UNIX_EPOCH,
            actor: "x".to_owned(),
            label: String::new(),
            reverts: None,
            source: None,
        }
    }

    #[test]
    fn the_open_connection_is_as_safe_as_promised() {
        let (_folder, store) = store();
        let text = |name: &str| {
            store
                .db
                .pragma_query_value(None, name, |row| row.get::<_, String>(0))
                .unwrap()
        };
        let number = |name: &str| {
            store
                .db
                .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
                .unwrap()
        };
        assert_eq!(text("journal_mode"), "truncate");
        for (name, value) in [
            ("synchronous", 3),
            ("foreign_keys", 1),
            ("secure_delete", 1),
            ("trusted_schema", 0),
            ("mmap_size", 0),
        ] {
            assert_eq!(number(name), value, "{name}");
        }
        assert!(rusqlite::version_number() >= 3_051_003);
    }

    /// Every schema this program ever wrote becomes the one of today, and a ledger of each opens.
    #[test]
    fn every_old_schema_is_upgraded_to_the_fresh_one() {
        let schema = |db: &Connection| -> Vec<(String, String)> {
            let mut select = db
                .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
                .unwrap();
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        let (_folder, fresh) = store();
        for version in 1..MIGRATIONS.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("old.daicho");
            #[expect(clippy::disallowed_methods, reason = "a file as an older program left it")]
            let old = Connection::open(&path).unwrap();
            old.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
            for statement in &MIGRATIONS[..version] {
                old.execute_batch(statement).unwrap();
            }
            old.pragma_update(None, "user_version", version as u32).unwrap();
            drop(old);
            let (mut store, upgrade) = Store::open(&path).unwrap();
            assert_eq!(upgrade, Upgrade::From(version as u32));
            let context = Context {
                actor: "x".to_owned(),
                now: chrono::DateTime::UNIX_EPOCH,
            };
            store
                .write_meta(&LedgerMeta {
                    ledger_id: "x".to_owned(),
                    facility: "x".to_owned(),
                })
                .unwrap();
            store.write((0, &[0; 32]), first_operation(), &[], None).unwrap();
            drop(store);
            // The whole way that a person goes: a proved copy first, then the upgrade.
            let ledger = Ledger::open(&path, &context).unwrap();
            assert_eq!(ledger.verify().unwrap().0, 1, "from version {version}");
            drop(ledger);
            let copies = std::fs::read_dir(folder.path()).unwrap().count();
            assert_eq!(copies, 2, "the ledger and its copy, nothing else");
            let (store, upgrade) = Store::open(&path).unwrap();
            assert_eq!(upgrade, Upgrade::None);
            assert_eq!(schema(&store.db), schema(&fresh.db), "from version {version}");
        }
    }

    /// A ledger as an older program left it opens with everything in it, after a copy was made.
    #[test]
    fn a_ledger_of_every_old_schema_opens_with_its_rows() {
        use crate::core::ledger::{Command, Context, Ledger};
        use crate::core::model::{Content, Entry};
        let context = Context {
            actor: "x".to_owned(),
            now: "2026-11-21T00:00:00Z".parse().unwrap(),
        };
        // Every column of every table, as the schema of a version has them.
        let columns = |version: usize| -> Vec<(String, String)> {
            let db = Connection::open_in_memory().unwrap();
            for statement in &MIGRATIONS[..version] {
                db.execute_batch(statement).unwrap();
            }
            let all = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'";
            let mut select = db.prepare(all).unwrap();
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        for version in 1..MIGRATIONS.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("old.daicho");
            let mut ledger = Ledger::create(&path, "見本", &context).unwrap();
            let register = RegisterId::DEVICE;
            let mut content = Content::default();
            content.fields.set(0, Entry::text("001"));
            ledger.execute(Command::Add { register, content }, &context).unwrap();
            let before = ledger.snapshot().clone();
            drop(ledger);
            #[expect(clippy::disallowed_methods, reason = "a file as an older program left it")]
            let db = Connection::open(&path).unwrap();
            db.pragma_update(None, "foreign_keys", false).unwrap();
            let known = columns(version);
            for (table, column) in columns(MIGRATIONS.len()) {
                if !known.iter().any(|(known, _)| *known == table) {
                    db.execute_batch(&format!("DROP TABLE IF EXISTS {table}")).unwrap();
                } else if !known.contains(&(table.clone(), column.clone())) {
                    db.execute_batch(&format!("ALTER TABLE {table} DROP COLUMN \"{column}\""))
                        .unwrap();
                }
            }
            db.pragma_update(None, "user_version", version as u32).unwrap();
            drop(db);
            let ledger = Ledger::open(&path, &context).unwrap();
            assert!(ledger.snapshot().same_content(&before), "from version {version}");
            ledger.verify().unwrap();
            drop(ledger);
            let files = std::fs::read_dir(folder.path()).unwrap().count();
            assert_eq!(files, 2, "the ledger and the copy of it");
        }
    }

    #[test]
    fn every_field_of_the_catalogue_has_its_column() {
        let (_folder, store) = store();
        let check = |table: &str, fields: &[Field]| {
            let mut statement = store.db.prepare(&format!("PRAGMA table_info({table})")).unwrap();
            let columns: Vec<String> = statement
                .query_map([], |row| row.get(1))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            for field in fields {
                let line = format!("ALTER TABLE {table} ADD COLUMN \"{}\" TEXT;", field.key);
                assert!(
                    columns.iter().any(|column| column == field.key),
                    "add to migrations/mod.rs: {line}"
                );
            }
        };
        for register in RegisterId::all() {
            check(register.key, register.fields);
            for child in register.children {
                check(&child_table(register, child.key), child.fields);
            }
        }
    }

    #[test]
    fn history_rows_can_be_neither_changed_nor_deleted() {
        let (_folder, mut store) = store();
        store.write((0, &[0; 32]), first_operation(), &[], None).unwrap();
        for sql in ["UPDATE operation SET \"actor\" = 'y'", "DELETE FROM operation"] {
            assert!(store.db.execute(sql, []).is_err(), "{sql}");
        }
    }
}
