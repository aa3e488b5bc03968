//! The database is the referee, and both call the rule by the same name.

use super::sql;
use crate::args;
use crate::scratch::each_with;
use wissel_model::Error;

const TABLES: &str = "
    CREATE TABLE person (id {id}, email {text} NOT NULL CONSTRAINT email_not_empty CHECK (email <> ''),
        chief {int} REFERENCES person (id), code {text}, seat {int} UNIQUE) {strict};
    CREATE UNIQUE INDEX person_email ON person (email);
    CREATE UNIQUE INDEX person_lower ON person (lower(code));
    CREATE TABLE member (team {int} NOT NULL, person {int} NOT NULL, main {bool} NOT NULL,
        PRIMARY KEY (team, person)) {strict};
    CREATE UNIQUE INDEX one_main_team ON member (person) WHERE main = {true};
    INSERT INTO person (email, code, seat) VALUES ('joris@x', 'j', 7);
    INSERT INTO member (team, person, main) VALUES (1, 1, {true});";

sql! {
    PERSON = "INSERT INTO person (email, chief, code) VALUES ($1, $2, $3)";
    SEAT = "INSERT INTO person (email, seat) VALUES ($1, $2)";
    PERSON_WITH_ID = "INSERT INTO person (id, email) VALUES ($1, $2)";
    MEMBER = "INSERT INTO member (team, person, main) VALUES ($1, $2, $3)";
    NOT_NULL = "INSERT INTO person (chief) VALUES (NULL)";
}

#[tokio::test]
async fn a_refusal_carries_the_name_of_the_rule() {
    each_with(TABLES, |db| async move {
        let none = None::<i64>;
        let cases: Vec<(&crate::db::Sql, Vec<crate::db::Value>, &str)> = vec![
            (&PERSON, args!["joris@x", none, "k"].to_vec(), "person_email"),
            (&PERSON, args!["anna@x", none, "J"].to_vec(), "person_lower"),
            (&SEAT, args!["anna@x", 7i64].to_vec(), "person_seat_key"),
            (&PERSON, args!["", none, "k"].to_vec(), "email_not_empty"),
            (&PERSON, args!["anna@x", 99i64, "k"].to_vec(), "foreign_key"),
            (&PERSON_WITH_ID, args![1i64, "anna@x"].to_vec(), "person_pkey"),
            (&MEMBER, args![1i64, 1i64, false].to_vec(), "member_pkey"),
            (&MEMBER, args![2i64, 1i64, true].to_vec(), "one_main_team"),
        ];
        for (sql, values, name) in cases {
            let refused = db.write(move |tx| tx.execute(sql, &values)).await;
            assert_eq!(refused, Err(Error::Constraint(name.into())), "{:?}", db.kind());
        }
    })
    .await;
}

#[tokio::test]
async fn a_missing_value_is_a_fault_of_ours() {
    each_with(TABLES, |db| async move {
        let refused = db.write(|tx| tx.execute(&NOT_NULL, args![])).await;
        assert!(matches!(refused, Err(Error::Internal(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_in_a_batch_is_the_first_one() {
    each_with(TABLES, |db| async move {
        let refused = db
            .write(|tx| {
                tx.batch(&[
                    (&PERSON, args!["anna@x", None::<i64>, "a"]),
                    (&PERSON, args!["", None::<i64>, "b"]),
                    (&MEMBER, args![1i64, 1i64, false]),
                ])
            })
            .await;
        assert_eq!(refused, Err(Error::Constraint("email_not_empty".into())));
        // And nothing of it is left.
        assert_eq!(
            db.write(|tx| tx.execute(&PERSON, args!["anna@x", None::<i64>, "a"])).await,
            Ok(1)
        );
    })
    .await;
}
