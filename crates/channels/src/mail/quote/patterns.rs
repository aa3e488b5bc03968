//! How mailers announce a repeated mail, in the languages they speak. Every expression runs in linear time.

use std::sync::LazyLock;

use regex::RegexSet;

/// The longest announcement that is looked at, in bytes.
pub(super) const LONGEST: usize = 600;

/// `On 3 May 2026, Ann wrote:` and its sisters.
pub(super) static INTRODUCTION: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^On\b.*\bwrote\s?:$",
        r"^(Op|Am|Den|På|El|Le|Il|Em|W dniu|Dnia)\b.*\b(schreef|heeft|schrieb|skrev|escribió|a écrit|ha scritto|escreveu|napisał|napisał\(a\))\b?.{0,200}:$",
        // No words but a date and an address: any language.
        r"^(\p{L}{2,4}[.,]+\s)?\d.*<\s?\S+@\S+>.{0,30}:$",
    ])
});

/// The same with the name first, which must stand on one line: anything may be a name.
pub(super) static NAMED_INTRODUCTION: LazyLock<RegexSet> =
    LazyLock::new(|| set(&[r"^.+\b(wrote on|schreef op|schrieb am|a écrit le|skrev den)\b.+:$"]));

/// A line after which all is repeated.
pub(super) static SEPARATOR: LazyLock<RegexSet> = LazyLock::new(|| {
    let said = "original message|original appointment|forwarded message|oorspronkelijk bericht|oorspronkelijke e-mail|doorgestuurd bericht\
        |message d.origine|message original|message transféré|ursprüngliche nachricht|original-nachricht|originalnachricht\
        |weitergeleitete nachricht|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original\
        |ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|reply message|wiadomość oryginalna";
    set(&[
        &format!(r"(?i)^-{{2,}}\s*({said})\s*-*$"),
        r"(?i)^(begin forwarded message|begin doorgestuurd bericht|début du message (transféré|réexpédié)|anfang der weitergeleiteten nachricht)\s?:$",
    ])
});

/// The first line of a repeated header: `From: Ann <ann@acme.test>`.
pub(super) static HEADER_FROM: LazyLock<RegexSet> =
    LazyLock::new(|| set(&[r"(?i)^\*{0,2}(from|van|von|de|da|från|fra|od|от)\s?:\*{0,2}\s*\S"]));

/// The lines that follow it.
pub(super) static HEADER_MORE: LazyLock<RegexSet> = LazyLock::new(|| {
    let said = "sent|date|to|cc|subject|verzonden|datum|aan|onderwerp|gesendet|an|betreff|envoyé|à|objet|enviado( el)?|fecha|para|asunto\
        |inviato|data|a|oggetto|assunto|skickat|till|ämne|sendt|til|emne|отправлено|дата|кому|тема|reply-to|importance|priority";
    set(&[&format!(r"(?i)^\*{{0,2}}({said})\s?:\*{{0,2}}")])
});

fn set(patterns: &[&str]) -> RegexSet {
    RegexSet::new(patterns).expect("the patterns are constant and tested")
}
