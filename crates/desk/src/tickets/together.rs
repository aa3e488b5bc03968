//! What is asked for at the same moment is stored together: one transaction for all who came while the one before was
//! being committed, which costs little more than one. Whoever comes alone is served at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Notify, oneshot};
use wissel_model::{AddressKind, ChannelId, Error, Result, Who};
use wissel_store::channels::{self, Channel};
use wissel_store::contacts::{self, Contact};
use wissel_store::db::Dialect;
use wissel_store::db::once::Once;
use wissel_store::{Tx, db};

use super::create::{TicketDraft, arrival};
use super::make::make;
use crate::Desk;
use crate::view::TicketView;

/// Tickets that are stored together at most.
const MOST: usize = 64;
/// Those who were just answered together are likely to be back together; for that long at most the first waits for the
/// others. It is as short as the clock's tick allows.
const BACK: Duration = Duration::from_millis(1);

/// A ticket to be made, as far as it could be checked without looking anything up.
pub(super) struct Asked {
    pub(super) who: Who,
    pub(super) draft: TicketDraft,
    /// The contact's address, normalised.
    pub(super) email: String,
    /// The contact's name, one line.
    pub(super) name: String,
    pub(super) at: Timestamp,
    once: Option<Arc<Once>>,
    answer: Mutex<Option<oneshot::Sender<Result<TicketView>>>>,
}

/// Those who wait for their turn.
#[derive(Default)]
pub(crate) struct Queue {
    waiting: Mutex<Waiting>,
    joined: Notify,
}

#[derive(Default)]
struct Waiting {
    asked: Vec<Arc<Asked>>,
    /// Somebody is at it, and will come back for them.
    served: bool,
}

impl Queue {
    /// True when somebody must begin to serve them.
    fn join(&self, asked: Arc<Asked>) -> bool {
        let mut waiting = self.lock();
        waiting.asked.push(asked);
        self.joined.notify_one();
        !std::mem::replace(&mut waiting.served, true)
    }

    /// Waits until so many are there, but not for long.
    async fn until(&self, many: usize) {
        let back = async {
            while self.lock().asked.len() < many {
                self.joined.notified().await;
            }
        };
        // Fewer came: they are served as they are.
        let _ = tokio::time::timeout(BACK, back).await;
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next ones; none when nobody is left, and then nobody serves any more.
    fn next(&self) -> Vec<Arc<Asked>> {
        let mut waiting = self.lock();
        let most = waiting.asked.len().min(MOST);
        waiting.served = most > 0;
        waiting.asked.drain(..most).collect()
    }
}

impl Desk {
    /// Makes the ticket together with those of others. It is made also when nobody waits for the answer any more.
    pub(super) async fn make_together(
        &self,
        who: &Who,
        draft: TicketDraft,
        email: String,
        name: String,
    ) -> Result<TicketView> {
        let (answer, told) = oneshot::channel();
        let once = db::once::asked();
        let asked = Asked {
            who: who.clone(),
            draft,
            email,
            name,
            at: self.now(),
            once: once.clone(),
            answer: Mutex::new(Some(answer)),
        };
        if self.0.queue.join(Arc::new(asked)) {
            tokio::spawn(self.clone().serve_queue());
        }
        let answer = told.await.map_err(|_| Error::internal("nobody serves the queue"))?;
        if let (Ok(_), Some(once)) = (&answer, &once) {
            once.done();
        }
        answer
    }

    async fn serve_queue(self) {
        // A transaction of its own is dear there. Two halves would take turns for ever: one that is stored while the
        // other comes back.
        let dear = self.db().kind() == Dialect::Postgres;
        let (mut before, mut last) = (0, 0);
        loop {
            if last > 1 {
                self.0.queue.until((last + if dear { before } else { 0 }).min(MOST)).await;
            }
            let batch = Arc::new(self.0.queue.next());
            (before, last) = (last, batch.len());
            if batch.is_empty() {
                return;
            }
            let all = Arc::clone(&batch);
            match self.db().write(move |tx| store(tx, &all)).await {
                Ok(answers) => batch.iter().zip(answers).for_each(|(asked, told)| asked.tell(told)),
                // One of them must not spoil it for the others.
                Err(error) if batch.len() > 1 && !passing(&error) => {
                    self.make_one_by_one(&batch).await
                }
                Err(error) => batch.iter().for_each(|asked| asked.tell(Err(error.clone()))),
            }
        }
    }

    async fn make_one_by_one(&self, batch: &[Arc<Asked>]) {
        for asked in batch {
            let alone = [Arc::clone(asked)];
            let stored = self.db().write(move |tx| store(tx, &alone)).await;
            let told = stored.and_then(|mut answers| {
                answers.pop().unwrap_or_else(|| Err(Error::internal("an answer per ticket")))
            });
            asked.tell(told);
        }
    }
}

/// Whether it is the database's trouble, and so everybody's.
fn passing(error: &Error) -> bool {
    matches!(error, Error::Retry(_) | Error::Unavailable(_) | Error::Unsure(_))
}

impl Asked {
    fn tell(&self, answer: Result<TicketView>) {
        let caller = self.answer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(caller) = caller {
            // Whoever hung up finds the ticket in the list.
            let _ = caller.send(answer);
        }
    }

    /// What stands in the way, looked at before anything is written for it.
    fn check(&self, tx: &mut Tx<'_>, channels: &HashMap<ChannelId, Channel>) -> Result<Result<()>> {
        if !channels.get(&self.draft.channel).is_some_and(|channel| channel.active) {
            return Ok(Err(Error::field("channel", "invalid.channel")));
        }
        match &self.once {
            Some(once) => once.claim(tx),
            None => Ok(Ok(())),
        }
    }
}

/// Stores them all. One that cannot be is told why, and the others are stored.
fn store(tx: &mut Tx<'_>, all: &[Arc<Asked>]) -> Result<Vec<Result<TicketView>>> {
    let named: Vec<(&str, &str)> =
        all.iter().map(|asked| (asked.email.as_str(), asked.name.as_str())).collect();
    // Whoever may have to wait for another's answer to the same question waits with nothing in their hands.
    let free = all.iter().all(|asked| asked.once.is_none());
    tx.ahead(|tx| {
        if let Some(first) = all.first() {
            channels::get(tx, first.draft.channel)?;
        }
        if free { contacts::hold(tx, AddressKind::Email, &named).map(drop) } else { Ok(()) }
    });
    let mut via: HashMap<ChannelId, Channel> = HashMap::new();
    for asked in all {
        if !via.contains_key(&asked.draft.channel)
            && let Some(channel) = channels::get(tx, asked.draft.channel)?
        {
            via.insert(channel.id, channel);
        }
    }
    let mut answers: BTreeMap<usize, Result<TicketView>> = BTreeMap::new();
    let mut fit = Vec::with_capacity(all.len());
    for (n, asked) in all.iter().enumerate() {
        match asked.check(tx, &via)? {
            Ok(()) => fit.push((n, asked)),
            Err(told) => drop(answers.insert(n, Err(told))),
        }
    }
    let Some((_, first)) = fit.first() else { return Ok(answers.into_values().collect()) };
    let now = first.at;
    let named: Vec<(&str, &str)> =
        fit.iter().map(|(_, asked)| (asked.email.as_str(), asked.name.as_str())).collect();
    let contacts = contacts::find_or_make_all(tx, AddressKind::Email, &named, now)?;
    let mut arrivals = Vec::with_capacity(fit.len());
    for (_, asked) in &fit {
        let contact =
            contacts.get(&asked.email).ok_or_else(|| Error::internal("a contact each"))?;
        arrivals.push((&via[&asked.draft.channel], arrival(asked, contact.clone(), &via)));
    }
    let pairs: Vec<_> = arrivals.iter().map(|(channel, arrival)| (*channel, arrival)).collect();
    let people: Vec<&Contact> = arrivals.iter().map(|(_, arrival)| &arrival.contact).collect();
    let through = || arrivals.iter().map(|(channel, _)| *channel);
    tx.ahead(|tx| super::show::around(tx, &people, through()));
    let made = make(tx, &pairs, now)?;
    let around = super::show::around(tx, &people, through())?;
    for ((n, asked), (ticket, _)) in fit.iter().zip(made) {
        if let Some(once) = &asked.once {
            once.about(tx, ticket.id)?;
        }
        answers.insert(*n, Ok(super::show::fresh(&asked.who, ticket, &around)));
    }
    Ok(answers.into_values().collect())
}
