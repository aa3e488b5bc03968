//! Words and names as they come in a desk's mails: few are in every mail, most in hardly any (Zipf), and the longer a desk
//! goes on, the more different ones it has seen (Heaps).

/// Different words there are: half of all that is written is of the first five hundred.
const WORDS: f64 = 300_000.0;
const FIRST_NAMES: f64 = 300.0;
const SURNAMES: f64 = 20_000.0;

const BEGINNINGS: [&str; 60] = [
    "pa", "le", "de", "ve", "or", "co", "re", "in", "be", "ma", "se", "ka", "to", "sta", "wi",
    "lo", "an", "mo", "ki", "ter", "bo", "du", "fra", "gi", "ha", "jo", "ke", "li", "me", "no",
    "op", "pre", "qua", "ri", "so", "ta", "um", "vi", "wa", "xe", "ya", "za", "al", "bri", "cra",
    "dro", "el", "fi", "go", "he", "im", "ju", "klo", "lu", "mi", "na", "pe", "ra", "sche", "tro",
];
const ENDINGS: [&str; 6] = ["sen", "stra", "man", "ink", "veld", "er"];

/// Chance that is the same in every run: a number from 0 to below 1 for the `what`-th question about `n`.
pub(super) fn chance(n: i64, what: u64) -> f64 {
    // SplitMix64.
    let mut z = (n as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(what.wrapping_mul(0xd1b5_4a32_d192_ed03));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A number from 0 to below `most`.
pub(super) fn choice(n: i64, what: u64, most: i64) -> i64 {
    (chance(n, what) * most as f64) as i64
}

/// The word of this rank: 0 is the most frequent.
pub(crate) fn word(rank: usize) -> String {
    let mut text = BEGINNINGS[rank % 60].to_owned();
    let mut rest = rank / 60;
    // No two ranks give the same word: how long it is goes with the rank.
    loop {
        text.push_str(BEGINNINGS[(rest + 7) % 60]);
        rest /= 60;
        if rest == 0 {
            return text;
        }
    }
}

/// A first name by rank: 0 is the most frequent.
pub(crate) fn first_name(rank: usize) -> String {
    capital(&word(rank * 13 + 5))
}

/// A surname by rank.
fn surname(rank: usize) -> String {
    capital(&format!("{}{}", word(rank * 7 + 3), ENDINGS[rank % 6]))
}

/// What stands in one ticket only: its order number.
pub(crate) fn rare(ticket: i64) -> String {
    format!("w{ticket:07}")
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn rank(chance: f64, all: f64) -> usize {
    (all.powf(chance) - 1.0) as usize
}

/// `count` words as somebody writes them; `n` and `what` say which text it is.
pub(super) fn text(n: i64, what: u64, count: usize) -> String {
    let mut text = String::with_capacity(count * 7);
    for at in 0..count {
        if at > 0 {
            text.push_str(if at % 11 == 0 { ". " } else { " " });
        }
        text.push_str(&word(rank(chance(n, what * 1_000 + at as u64), WORDS)));
    }
    text
}

/// The name of a contact.
pub(super) fn name(contact: i64) -> String {
    let first = first_name(rank(chance(contact, 71), FIRST_NAMES));
    format!("{first} {}", surname(rank(chance(contact, 72), SURNAMES)))
}

/// The company of a contact: three of ten say one.
pub(super) fn company(contact: i64) -> Option<String> {
    (chance(contact, 73) < 0.3)
        .then(|| format!("{} BV", capital(&word(rank(chance(contact, 74), SURNAMES) * 11))))
}

/// The address of a contact.
pub(super) fn email(contact: i64) -> String {
    let name = name(contact).to_lowercase().replace(' ', ".");
    format!("{name}{contact}@mail{}.test", choice(contact, 75, 500))
}
