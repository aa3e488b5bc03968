//! The demo's contacts and what they wrote in the last two days.

use bytes::Bytes;
use wissel_model::{FixedClock, Presence, Priority, Result, TicketId, Who};

use super::people::Crew;
use super::{Closed, Shelf};
use crate::Desk;
use crate::contacts::ContactDraft;
use crate::mail::{Received, Source};
use crate::people::AvailabilityChange;
use crate::tickets::{NewComment, Reply, TicketChange};

struct Story {
    /// The channel: support, billing, returns or info, by its first letter.
    to: char,
    name: &'static str,
    email: &'static str,
    subject: &'static str,
    text: &'static str,
    then: Then,
}

#[derive(Clone, Copy)]
enum Then {
    Stays,
    Urgent,
    Answered(&'static str),
    Asked(&'static str),
    Noted(&'static str),
    Solved(&'static str),
}

const fn story(
    to: char,
    name: &'static str,
    email: &'static str,
    subject: &'static str,
    text: &'static str,
    then: Then,
) -> Story {
    Story { to, name, email, subject, text, then }
}

const STORIES: &[Story] = &[
    story(
        'b',
        "Femke de Vries",
        "femke@fjordcycles.example",
        "Invoice 2026-0417 shows the wrong VAT number",
        "Hello,\n\nOur invoice 2026-0417 still carries our old VAT number. We changed it in the portal on 1 October. Could you send a corrected invoice? Our month-end closes on Friday.\n\nThanks,\nFemke",
        Then::Noted(
            "The change was saved after the invoice run had begun. A credit note and a new invoice are right here.",
        ),
    ),
    story(
        's',
        "Tomás Okafor",
        "tomas@havenlogistics.example",
        "Single sign-on loops back to the login page",
        "Hi team,\n\nSince this morning our people are sent back to the login page after they sign in. It works in a private window. Did something change on your side?\n\nTomás",
        Then::Asked(
            "Hi Tomás,\n\nThat sounds like an old cookie that outlived a change of ours. Could you tell me which browser they use, and whether signing out at your identity provider first makes a difference?",
        ),
    ),
    story(
        's',
        "Daan Visser",
        "daan@papyrusprint.example",
        "How do I move our account to yearly billing?",
        "Good afternoon,\n\nWe would like to pay by the year from now on. Where do I find that?\n\nDaan",
        Then::Solved(
            "Hello Daan,\n\nUnder Settings › Plan there is a switch “Pay yearly”. What you already paid this month is taken off. Shout if you do not see it.",
        ),
    ),
    story(
        's',
        "Amara Lindqvist",
        "amara@veldkamp.example",
        "Password reset mail never arrives",
        "Hi, I asked for a new password three times and nothing arrives, not in spam either. My colleague did get hers.",
        Then::Answered(
            "Hi Amara,\n\nYour mail server refused our mails for an hour this morning. I have sent the reset once more; please use the latest link.",
        ),
    ),
    story(
        's',
        "Grace Bakker",
        "grace@northbeam.example",
        "Export of orders stops at 10,000 rows",
        "Hello,\n\nWhen I export all orders of this year the file ends after 10,000 rows, without a warning. We need the whole list for our auditor.\n\nGrace Bakker\nNorthbeam",
        Then::Urgent,
    ),
    story(
        's',
        "Lotte Mulder",
        "lotte@klaverblad.example",
        "Which limits does the API have?",
        "Hi,\n\nwe are planning a nightly sync of about 40,000 articles. Which limits should we keep to, and what happens when we go over them?",
        Then::Answered(
            "Hi Lotte,\n\n600 requests a minute for each key. Over that you get a 429 with a Retry-After header; nothing is lost. With pages of 200 your sync takes well under a minute.",
        ),
    ),
    story(
        'r',
        "Kenji Sharma",
        "kenji@veldkamp.example",
        "Retour aanmelden voor bestelling 2029087",
        "Goedemiddag,\n\nIk wil bestelling 2029087 graag terugsturen; de maat klopt niet. Hoe meld ik dat aan?\n\nMet vriendelijke groet,\nKenji",
        Then::Stays,
    ),
    story(
        'b',
        "Eva Smit",
        "eva@fjordcycles.example",
        "Second reminder for an invoice that we paid",
        "Dear sir or madam,\n\nWe received a second reminder for invoice 2026-0388. We paid it on 14 October; the bank statement is attached.\n\nEva Smit",
        Then::Solved(
            "Dear Eva,\n\nYour payment came in without a reference, so it was not matched. It is now; please ignore the reminder, and our apologies.",
        ),
    ),
    story(
        's',
        "Zofia Okafor",
        "zofia@havenlogistics.example",
        "Adding twenty colleagues at once",
        "Hi! Can I add twenty colleagues from a list, or do I have to invite them one by one?",
        Then::Solved(
            "Hi Zofia,\n\nYou can paste up to 200 addresses into Settings › People › Invite, one on each line.",
        ),
    ),
    story(
        's',
        "Amara Rossi",
        "amara@rossi-verf.example",
        "Kan niet inloggen na wijzigen van e-mailadres",
        "Hallo,\n\nGisteren heb ik mijn e-mailadres gewijzigd en sindsdien kan ik niet meer inloggen. Met het oude adres lukt het ook niet.\n\nGroet,\nAmara",
        Then::Stays,
    ),
    story(
        'b',
        "Bram Peters",
        "bram@klaverblad.example",
        "Please use a purchase order number from now on",
        "Hello,\n\nFrom 1 December our accounting only takes invoices that carry the order number PO-88213. Can you add it?\n\nBram",
        Then::Stays,
    ),
    story(
        'r',
        "Ines Moreau",
        "ines@atelier-moreau.example",
        "The courier was here twice, and we were open",
        "Bonjour,\n\nThe courier says he was here twice this week and found us closed. We are open every day from nine. Could you ask for a third try, please?\n\nInès",
        Then::Asked(
            "Bonjour Inès,\n\nI have asked for a third delivery. Does tomorrow between nine and twelve suit you?",
        ),
    ),
    story(
        's',
        "Pieter Hofman",
        "pieter@northbeam.example",
        "Two-factor code is refused on my new phone",
        "I moved to a new phone and the codes it shows are refused. I still have the old phone, but not for long!",
        Then::Noted(
            "The clock of the new phone is probably off by a minute. Ask for a screenshot of its time settings.",
        ),
    ),
    story(
        'b',
        "Sofia Lund",
        "sofia@fjordcycles.example",
        "Refund for the cancelled workshop",
        "Hi,\n\nThe workshop of 12 November was cancelled. When can we expect the refund?\n\nSofia",
        Then::Stays,
    ),
    story(
        's',
        "Wim Kuiper",
        "wim@kuiper-tuinen.example",
        "Foutmelding bij het uploaden van foto’s",
        "Beste mensen,\n\nBij het uploaden van foto’s krijg ik steeds “onbekende fout”. Het gaat om foto’s van een telefoon, ongeveer 6 MB per stuk.\n\nWim",
        Then::Stays,
    ),
    story(
        'i',
        "Helena Novak",
        "helena@havenlogistics.example",
        "Feature idea: a reminder before a trial ends",
        "Hello! It would help us to get a reminder a week before a trial ends. Is that something you could build?",
        Then::Stays,
    ),
];

pub(super) async fn make(desk: &Desk, clock: &FixedClock, crew: &Crew) -> Result<()> {
    let admin = &crew.people[0];
    for (name, email, company, owner) in [
        ("Femke de Vries", "femke@fjordcycles.example", "Fjord Cycles", 1),
        ("Tomás Okafor", "tomas@havenlogistics.example", "Haven Logistics", 4),
        ("Grace Bakker", "grace@northbeam.example", "Northbeam", 3),
        ("Sofia Lund", "sofia@fjordcycles.example", "Fjord Cycles", 5),
    ] {
        let draft = ContactDraft {
            name: name.into(),
            email: Some(email.into()),
            company: Some(company.into()),
            owner: Some(crew.people[owner].user),
            ..ContactDraft::default()
        };
        desk.create_contact(admin, draft).await?;
    }
    for (index, story) in STORIES.iter().enumerate() {
        clock.advance(4_800 + 977 * (index as i64 % 5));
        let Some(id) = arrive(desk, crew, story, index).await? else { continue };
        desk.route_now().await?;
        clock.advance(420);
        go_on(desk, crew, story, id).await?;
        desk.run_jobs_now(&Shelf(Closed)).await?;
    }
    let busy =
        AvailabilityChange { state: Presence::Away, reason: Some("In a call".into()), until: None };
    desk.set_availability(&crew.people[4], crew.people[4].user, busy).await?;
    Ok(())
}

async fn arrive(desk: &Desk, crew: &Crew, story: &Story, index: usize) -> Result<Option<TicketId>> {
    let (channel, to) = match story.to {
        'b' => (crew.billing, "billing@wissel.example"),
        'r' => (crew.returns, "returns@wissel.example"),
        'i' => (crew.info, "info@wissel.example"),
        _ => (crew.support, "support@wissel.example"),
    };
    let encoded = |text: &str| {
        use base64::Engine;
        format!("=?utf-8?B?{}?=", base64::engine::general_purpose::STANDARD.encode(text))
    };
    let raw = format!(
        "From: {} <{}>\r\nTo: {to}\r\nSubject: {}\r\nMessage-ID: <demo.{index}@mail.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
        encoded(story.name),
        story.email,
        encoded(story.subject),
        story.text.replace('\n', "\r\n")
    );
    let source =
        Source::Delivered { envelope_from: story.email.into(), recipients: vec![to.into()] };
    Ok(match desk.receive_mail(channel, source, Bytes::from(raw)).await? {
        Received::Taken { ticket, .. } => Some(ticket),
        _ => None,
    })
}

async fn go_on(desk: &Desk, crew: &Crew, story: &Story, id: TicketId) -> Result<()> {
    let admin = &crew.people[0];
    let owner = desk.ticket(admin, id).await?.row.owner.filter(|owner| owner.kind == "user");
    let owner = owner
        .and_then(|owner| crew.people.iter().find(|who| who.user.0 == owner.id))
        .unwrap_or(admin);
    match story.then {
        Then::Stays => {}
        Then::Urgent => {
            let change = TicketChange {
                priority: Some(Priority::Urgent),
                tags: Some(vec!["export".into(), "audit".into()]),
                ..TicketChange::default()
            };
            desk.change_ticket(owner, id, change, None).await?;
        }
        Then::Noted(text) => {
            let comment =
                NewComment { text: text.into(), attachments: Vec::new(), ..NewComment::default() };
            desk.comment(owner, id, comment).await?;
        }
        Then::Answered(text) => send(desk, owner, id, text, "open").await?,
        Then::Asked(text) => send(desk, owner, id, text, "waiting_on_contact").await?,
        Then::Solved(text) => send(desk, owner, id, text, "closed").await?,
    }
    Ok(())
}

async fn send(desk: &Desk, who: &Who, id: TicketId, text: &str, status: &str) -> Result<()> {
    let reply = Reply { text: text.into(), status: Some(status.into()), ..Reply::default() };
    desk.reply(who, id, reply).await?;
    Ok(())
}
