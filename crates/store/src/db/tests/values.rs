//! Values go in and come out unchanged, and land where they belong.

use super::sql;
use crate::args;
use crate::db::Value;
use crate::scratch::each_with;
use wissel_model::Error;

const TABLES: &str = "
    CREATE TABLE kept (id {int} NOT NULL PRIMARY KEY, n {int}, b {bool}, t {text}, x {blob}) {strict};
    CREATE TABLE wide (a {text}, b {text}, c {text}, d {text}, e {text}, f {text}, g {text}, h {text}, i {text},
        j {text}) {strict};
    INSERT INTO kept (id, t, b) VALUES (101, 'one', {true}), (102, 'two', {false}), (103, 'it''s', {true});";

sql! {
    KEEP = "INSERT INTO kept (id, n, b, t, x) VALUES ($1, $2, $3, $4, $5)";
    KEPT = "SELECT n, b, t, x FROM kept WHERE id = $1";
    BACKWARDS = "SELECT t FROM kept WHERE t = $2 AND id = $1";
    WIDE = "INSERT INTO wide (j, i, h, g, f, e, d, c, b, a) VALUES ($10, $9, $8, $7, $6, $5, $4, $3, $2, $1)";
    ENDS = "SELECT a, b, j FROM wide";
    BY_IDS = "SELECT t FROM kept WHERE id IN {list $1} ORDER BY id";
    BY_TEXTS = "SELECT id FROM kept WHERE t IN {texts $2} AND id > $1 ORDER BY id";
    BY_TRUTH = "SELECT id FROM kept WHERE b = $1 AND id > 100 ORDER BY id";
    AS_NUMBER = "SELECT t FROM kept WHERE id = 101";
    PUT_TEXT = "UPDATE kept SET n = $1 WHERE id = 101";
}

type Kept = (Option<i64>, Option<bool>, Option<String>, Option<Vec<u8>>);

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_was() {
    each_with(TABLES, |db| async move {
        let all: [Kept; 4] = [
            (None, None, None, None),
            (Some(i64::MIN), Some(true), Some(String::new()), Some(vec![])),
            (
                Some(i64::MAX),
                Some(false),
                Some("žluťoučký 🐎 'quoted' \\".into()),
                Some(vec![0, 255, 0]),
            ),
            (Some(0), Some(true), Some("$1 ?1 {lock}".into()), Some((0..=255).collect())),
        ];
        for (id, kept) in (1i64..).zip(all) {
            let (n, b, t, x) = kept.clone();
            let back: Kept = db
                .write(move |tx| {
                    tx.execute(&KEEP, args![id, n, b, t.clone(), x.clone()])?;
                    tx.one(&KEPT, args![id], |row| {
                        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                    })
                })
                .await
                .unwrap();
            assert_eq!(back, kept);
        }
    })
    .await;
}

#[tokio::test]
async fn text_with_a_nul_is_refused_on_both() {
    each_with(TABLES, |db| async move {
        let refused = db
            .write(|tx| tx.execute(&KEEP, args![1i64, Value::Null, true, "a\0b", Value::Null]))
            .await;
        assert_eq!(refused, Err(Error::refused("text.nul")));
    })
    .await;
}

#[tokio::test]
async fn parameters_go_by_number_not_by_first_appearance() {
    each_with(TABLES, |db| async move {
        let found = db
            .read(|tx| tx.first(&BACKWARDS, args![102i64, "two"], |row| row.get::<String>(0)))
            .await;
        assert_eq!(found.unwrap().as_deref(), Some("two"));
        let ends: (String, String, String) = db
            .write(|tx| {
                tx.execute(&WIDE, args!["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"])?;
                tx.one(&ENDS, args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            })
            .await
            .unwrap();
        assert_eq!(ends, ("1".into(), "2".into(), "10".into()));
    })
    .await;
}

#[tokio::test]
async fn a_list_is_one_parameter_of_any_length() {
    each_with(TABLES, |db| async move {
        for (list, found) in
            [("[]", vec![]), ("[102]", vec!["two"]), ("[103, 101, 7]", vec!["one", "it's"])]
        {
            let texts: Vec<String> =
                db.read(move |tx| tx.all(&BY_IDS, args![list], |row| row.get(0))).await.unwrap();
            assert_eq!(texts, found);
        }
        let list = r#"["it's", "two", "none"]"#;
        let ids: Vec<i64> = db
            .read(move |tx| tx.all(&BY_TEXTS, args![1i64, list], |row| row.get(0)))
            .await
            .unwrap();
        assert_eq!(ids, [102, 103]);
    })
    .await;
}

#[tokio::test]
async fn booleans_can_be_asked_for() {
    each_with(TABLES, |db| async move {
        let ids: Vec<i64> =
            db.read(|tx| tx.all(&BY_TRUTH, args![true], |row| row.get(0))).await.unwrap();
        assert_eq!(ids, [101, 103]);
    })
    .await;
}

#[tokio::test]
async fn a_value_of_another_type_is_a_fault_not_a_conversion() {
    each_with(TABLES, |db| async move {
        let read = db.read(|tx| tx.one(&AS_NUMBER, args![], |row| row.get::<i64>(0))).await;
        assert!(matches!(read, Err(Error::Internal(_))), "{read:?}");
        let beyond = db.read(|tx| tx.one(&AS_NUMBER, args![], |row| row.get::<i64>(1))).await;
        assert!(matches!(beyond, Err(Error::Internal(_))), "{beyond:?}");
        let written = db.write(|tx| tx.execute(&PUT_TEXT, args!["many"])).await;
        assert!(matches!(written, Err(Error::Internal(_))), "{written:?}");
        let few = db.write(|tx| tx.execute(&PUT_TEXT, args![])).await;
        assert!(matches!(few, Err(Error::Internal(_))), "{few:?}");
    })
    .await;
}
