//! What a value is read into.

use std::fmt::{self, Formatter};

use serde::de::{Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};

use super::Strict;

/// What is no list.
pub(super) struct Whole<V>(pub(super) V);

/// Hands over what has no parts.
macro_rules! hand_over {
    ($($name:ident: $type:ty;)+) => {
        type Value = V::Value;

        fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
            self.0.expecting(f)
        }

        $(fn $name<E: serde::de::Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$name(value)
        })+

        fn visit_none<E: serde::de::Error>(self) -> Result<V::Value, E> {
            self.0.visit_none()
        }

        fn visit_unit<E: serde::de::Error>(self) -> Result<V::Value, E> {
            self.0.visit_unit()
        }
    };
    ($de:lifetime) => {
        hand_over! {
            visit_bool: bool;
            visit_i8: i8;
            visit_i16: i16;
            visit_i32: i32;
            visit_i64: i64;
            visit_i128: i128;
            visit_u8: u8;
            visit_u16: u16;
            visit_u32: u32;
            visit_u64: u64;
            visit_u128: u128;
            visit_f32: f32;
            visit_f64: f64;
            visit_char: char;
            visit_str: &str;
            visit_borrowed_str: &$de str;
            visit_string: String;
            visit_bytes: &[u8];
            visit_borrowed_bytes: &$de [u8];
            visit_byte_buf: Vec<u8>;
        }
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<V> {
    hand_over!('de);

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Strict(inner))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Strict(inner))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Strict(inner))
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Strict(inner))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Strict(inner))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Whole<V> {
    hand_over!('de);

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(inner)
    }
}
