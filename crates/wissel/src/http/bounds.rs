//! Whole numbers in the API's description have the bounds of the types that read them: no client is led to believe that
//! a number of twenty digits is taken.

use utoipa::Number;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{ArrayItems, KnownFormat, Object, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr, Schema};

/// Adds the bounds that are not there yet.
pub(super) fn bounded(mut api: OpenApi) -> OpenApi {
    if let Some(components) = &mut api.components {
        components.schemas.values_mut().for_each(schema);
    }
    api.paths.paths.values_mut().flat_map(operations).for_each(operation);
    api
}

fn operations(path: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let all = [&mut path.get, &mut path.put, &mut path.post, &mut path.patch, &mut path.delete];
    all.into_iter().flatten()
}

fn operation(operation: &mut Operation) {
    let parameters = operation.parameters.iter_mut().flatten().filter_map(here);
    parameters.filter_map(|parameter| parameter.schema.as_mut()).for_each(schema);
    let bodies = operation.request_body.iter_mut().filter_map(here);
    let contents = bodies.flat_map(|body| body.content.values_mut()).filter_map(here);
    contents.filter_map(|content| content.schema.as_mut()).for_each(schema);
}

/// What stands here itself, and not elsewhere under a name.
fn here<T>(found: &mut RefOr<T>) -> Option<&mut T> {
    match found {
        RefOr::T(found) => Some(found),
        RefOr::Ref(_) => None,
    }
}

fn schema(schema: &mut RefOr<Schema>) {
    let RefOr::T(found) = schema else { return };
    match found {
        Schema::Object(object) => {
            number(object);
            object.properties.values_mut().for_each(self::schema);
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                self::schema(items);
            }
        }
        Schema::OneOf(one) => one.items.iter_mut().for_each(self::schema),
        Schema::AllOf(all) => all.items.iter_mut().for_each(self::schema),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(self::schema),
        _ => {}
    }
}

fn number(object: &mut Object) {
    let whole = match &object.schema_type {
        SchemaType::Type(kind) => *kind == Type::Integer,
        SchemaType::Array(kinds) => kinds.contains(&Type::Integer),
        SchemaType::AnyValue => false,
    };
    let Some(SchemaFormat::KnownFormat(format)) = &object.format else { return };
    // An unsigned one begins at 0, and its description says so.
    let unsigned = object.minimum.is_some();
    let (least, most) = match format {
        KnownFormat::Int32 if unsigned => (0, u32::MAX as isize),
        KnownFormat::Int32 => (i32::MIN as isize, i32::MAX as isize),
        KnownFormat::Int64 => (isize::MIN, isize::MAX),
        _ => return,
    };
    if whole {
        object.minimum.get_or_insert(Number::Int(least));
        object.maximum.get_or_insert(Number::Int(most));
    }
}
