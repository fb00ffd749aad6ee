//! SQL texts per register, built once from the catalogue.

use std::sync::LazyLock;

use crate::core::catalogue::{Field, RegisterId};

/// Statements of one table whose data columns are `fields`.
pub(super) struct TableSql {
    pub select: String,
    /// Data columns follow this many key columns.
    pub keys: usize,
}

pub(super) struct RegisterSql {
    pub rows: TableSql,
    pub delete: String,
    /// One table per child list.
    pub children: Vec<TableSql>,
}

static SQL: LazyLock<Vec<RegisterSql>> = LazyLock::new(|| {
    RegisterId::all()
        .map(|register| RegisterSql {
            rows: table(register.key, &["id"], register.fields),
            delete: format!("DELETE FROM {} WHERE \"id\" = ?1", register.key),
            children: register
                .children
                .iter()
                .map(|child| table(&child_table(register, child.key), &["parent", "position"], child.fields))
                .collect(),
        })
        .collect()
});

pub(super) fn sql(register: RegisterId) -> &'static RegisterSql {
    &SQL[register.index()]
}

pub(super) fn child_table(register: RegisterId, child: &str) -> String {
    format!("{}_{child}", register.key)
}

fn table(name: &str, keys: &[&str], fields: &[Field]) -> TableSql {
    let columns: Vec<String> = keys
        .iter()
        .copied()
        .chain(fields.iter().map(|field| field.key))
        .map(|key| format!("\"{key}\""))
        .collect();
    let list = columns.join(", ");
    TableSql {
        select: format!(
            "SELECT {list} FROM {name} ORDER BY {}",
            columns[..keys.len()].join(", ")
        ),
        keys: keys.len(),
    }
}
