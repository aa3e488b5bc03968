//! One shape on both databases.

use crate::db::schema::{Column, describe, lax};
use crate::scratch::{Scratch, dialects, each};

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let mut shapes: Vec<Vec<Column>> = Vec::new();
    for dialect in dialects() {
        let scratch = Scratch::new(dialect).await;
        let db = scratch.migrated().await;
        shapes.push(describe(&db).await.unwrap().into_iter().map(Column::portable).collect());
        db.close().await;
        scratch.remove().await;
    }
    assert!(shapes[0].iter().any(|column| column.table == "app_user" && column.name == "email"));
    for other in &shapes[1..] {
        assert_eq!(&shapes[0], other);
    }
}

#[tokio::test]
async fn every_sqlite_table_is_strict() {
    each(|db| async move { assert_eq!(lax(&db).await.unwrap(), Vec::<String>::new()) }).await;
}
