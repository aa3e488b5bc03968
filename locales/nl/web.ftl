# De teksten van de pagina’s. Dezelfde sleutels staan in en; web/scripts/l10n-keys.mjs controleert beide.

## everywhere
error-network = De server is niet bereikbaar. Controleer je verbinding en probeer het opnieuw.
error-server = De server kon dit niet uitvoeren (status { $status }).
error-page = Deze pagina kon niet worden geladen.
reload = Opnieuw laden
not-found = Hier is niets
not-found-hint = Dit adres verwijst niet naar een pagina.
to-desk = Naar de desk
messages = Meldingen
close = Sluiten
cancel = Annuleren
save = Opslaan
saved = Opgeslagen.
loading = Laden
try-again = Probeer opnieuw
none = geen
optional = Optioneel
time-now = nu
time-minutes = { $n }m
time-hours = { $n }u
time-days = { $n }d
load-open = { $open } open
load-of = { $open } van { $most }
load-limit = { $open } van { $most } plekken bezet
name = Naam
email = E-mail
password = Wachtwoord
password-hint = Minstens tien tekens. Een paar woorden achter elkaar werkt goed.
language = Taal
change-language = Verander de taal
time-zone = Tijdzone

## sign-in and setup
sign-in = Inloggen
signing-in = Bezig met inloggen…
sign-out = Uitloggen
forgot-hint = Wachtwoord vergeten? Een beheerder kan je een nieuwe link sturen.
setup-first = Maak de eerste beheerder
setup-first-lead = Daarna koppel je kanalen en nodig je je team uit.
setup-first-go = Open de desk
setup-invite = Welkom
setup-invite-lead = Kies een wachtwoord en controleer je gegevens.
setup-invite-go = Beginnen
setup-gone-title = Deze link werkt niet meer
setup-gone = Hij is al gebruikt of vervangen door een nieuwere. Log in, of vraag een beheerder om een nieuwe link.

## sidebar
main-menu = Hoofdmenu
quick-menu = Snelmenu
menu = Menu
settings = Instellingen
views = Weergaven
views-you = Jij
teams = Teams
team = Team
people = Mensen
view-mine = Mijn open
view-unassigned = Niet toegewezen
view-open = Alle open
view-nobody = Niemand beschikbaar
view-closed = Gesloten
available = Beschikbaar
away = Afwezig
away-until = Afwezig tot { $time }
availability = Beschikbaarheid
my-availability = Mijn beschikbaarheid:
become-available = Beschikbaar worden
become-away = Zet me op afwezig
now-available = Je bent beschikbaar.
now-away = Je bent afwezig.
away-hint = Zolang je afwezig bent, slaan regels die alleen aan beschikbare gebruikers toewijzen je over. Je open tickets blijven van jou.
away-reason = Reden
away-reason-example = Lunch, training…
away-until-label = Tot

## list
tickets = Tickets
tickets-in = Tickets in { $view }
new-ticket = Nieuw ticket
new-short = Nieuw
live = Live
reconnecting = Verbinding herstellen…
new-pill = { $n } nieuw
no-subject = (geen onderwerp)
left-view = Niet meer in deze weergave
owned-by = Eigenaar: { $name }
nobody-lead = Niemand kon deze aannemen toen ze binnenkwamen. Bij elk staat waarom.
empty-mine = Er staat nu niets op jouw naam. Nieuw werk verschijnt hier vanzelf.
empty-unassigned = Alles is toegewezen. Elk ticket heeft een eigenaar.
empty-open = Geen open tickets. Nieuwe mail verschijnt hier vanzelf.
empty-nobody = Er blijft niets liggen door gebrek aan mensen.
empty-closed = Er is nog niets gesloten.
empty-team = Dit team heeft geen open tickets.
steps-title = Eerste stappen
steps-lead = Met vier dingen werkt deze desk.
step-do-channel = Koppel een e-mailadres
step-do-channel-hint = Mail aan dat adres wordt een ticket.
step-do-people = Nodig collega’s uit
step-do-people-hint = Iedereen krijgt een eigen link.
step-do-teams = Maak teams
step-do-teams-hint = Tickets kunnen naar een team, en van daar naar de mensen erin.
step-do-rule = Stel de automatische regel in
step-do-rule-hint = Wie krijgt wat er binnenkomt; bij het adres, zodra het gekoppeld is.
steps-wait = Er is nog geen e-mailadres gekoppeld. Zodra een beheerder dat heeft gedaan, verschijnen hier tickets.
no-access = Je kunt nog geen tickets zien
no-access-hint = Vraag een beheerder om je toegang tot tickets te geven.
look-again = Kijk opnieuw

## selected tickets
undo = Ongedaan maken
undone = { $n ->
    [one] Teruggedraaid.
   *[other] Teruggedraaid voor { $n } tickets.
  }
select-tickets = Tickets selecteren
bulk = Geselecteerde tickets
selected = { $n } geselecteerd
select-all = Alles
clear-selection = Selectie opheffen
close-tickets = Tickets sluiten
status = Status
bulk-left = { $n ->
    [one] 1 ticket is niet gewijzigd: { $why }
   *[other] { $n } tickets zijn niet gewijzigd: { $why }
  }
bulk-assigned = { $n ->
    [one] 1 ticket toegewezen aan { $name }.
   *[other] { $n } tickets toegewezen aan { $name }.
  }
bulk-unassigned = { $n ->
    [one] 1 ticket heeft nu geen eigenaar.
   *[other] { $n } tickets hebben nu geen eigenaar.
  }
bulk-closed = { $n ->
    [one] 1 ticket gesloten.
   *[other] { $n } tickets gesloten.
  }
bulk-status = { $n ->
    [one] 1 ticket staat nu op: { $name }.
   *[other] { $n } tickets staan nu op: { $name }.
  }
bulk-priority = { $n ->
    [one] 1 ticket heeft nu prioriteit { $name }.
   *[other] { $n } tickets hebben nu prioriteit { $name }.
  }
bulk-tagged = { $n ->
    [one] Label { $tag } toegevoegd aan 1 ticket.
   *[other] Label { $tag } toegevoegd aan { $n } tickets.
  }
bulk-untagged = { $n ->
    [one] Label { $tag } verwijderd van 1 ticket.
   *[other] Label { $tag } verwijderd van { $n } tickets.
  }

## sorting
view = Weergave
view-mentions = Vermeldingen van mij
view-followed = Gevolgd
view-snoozed = Uitgesteld
view-spam = Spam
empty-mentions = Niemand vraagt om jou. Hier staat een ticket als een collega je noemt in een interne notitie.
empty-followed = Je volgt geen open tickets. Druk bij een ticket op F om het te volgen.
empty-snoozed = Er is niets uitgesteld. Druk bij een ticket op Z om het tot een tijdstip te laten rusten.
empty-spam = Geen spam. Wat geblokkeerde afzenders schrijven, komt hier terecht.
empty-saved = Geen ticket past nu in deze weergave.
empty-so-far = Onder de tickets met de laatste activiteit past er geen in deze weergave.
look-further = Verder terug zoeken
spam-lead = Niemand krijgt hier bericht van.
unread = Ongelezen
mark-unread = Markeren als ongelezen
mark-read = Markeren als gelezen
follow = Volgen
unfollow = Niet meer volgen
ticket-merge = Samenvoegen
merge-more = Samenvoegen…
ticket-merge-title = #{ $number } samenvoegen
merge-hint = Ticket #{ $number } wordt gesloten en gaat verder in het ticket dat je kiest; daar lees je beide gesprekken als één. Je kunt het altijd ongedaan maken.
merge-search = Zoek een ticket op een woord of op nummer
merge-found = Gevonden
merge-same-contact = Andere tickets van dit contact
merge-no-others = Dit contact heeft geen ander ticket. Zoek het ticket dat je bedoelt.
merge-none-found = Geen ticket gevonden. Probeer een ander woord, of het nummer.
merge-other-contact = Dat ticket is van { $name }: antwoorden gaan daarheen.
merge-into = Samenvoegen met #{ $number }
merged-toast = #{ $from } gaat verder in #{ $into }.
merged-into = Dit ticket is samengevoegd. Het gaat verder in
merged-here = #{ $number } is met dit ticket samengevoegd.
unmerge = Losmaken
unmerge-of = #{ $number } losmaken
unmerged-toast = #{ $number } staat weer op zichzelf.
print = Afdrukken
more-actions = Meer acties
snooze = Uitstellen
wake = Nu terughalen
snoozed-until = Tot { $time }
snooze-hours = Over drie uur
snooze-tomorrow = Morgenochtend
snooze-monday = Maandagochtend
snooze-week = Over een week
snooze-month = Over een maand
snooze-own = Een ander moment ({ $zone })
snooze-past = Kies een moment dat nog moet komen.
spam = Spam
spam-block = Spam, en afzender blokkeren
no-spam = Geen spam
spam-blocked = { $address } is geblokkeerd; wat die schrijft gaat naar Spam.
blocked-senders = Geblokkeerde afzenders
blocked-none = Er is niemand geblokkeerd. Blokkeer een afzender via het menu van een van hun tickets.
blocked-hint = Wat zij schrijven gaat naar Spam. Wie je weer toelaat, bereikt je vanaf dat moment.
unblock = Deblokkeren
unblocked = { $address } is niet langer geblokkeerd.
show-more = Meer tonen
bulk-snoozed = { $n ->
    [one] Uitgesteld tot { $time }.
   *[other] { $n } tickets uitgesteld tot { $time }.
  }
bulk-woken = { $n ->
    [one] Het ticket is terug.
   *[other] { $n } tickets zijn terug.
  }
bulk-spam = { $n ->
    [one] Naar Spam verplaatst.
   *[other] { $n } tickets naar Spam verplaatst.
  }
bulk-no-spam = { $n ->
    [one] Uit Spam gehaald.
   *[other] { $n } tickets uit Spam gehaald.
  }
new-view = Nieuwe weergave
edit-view = Deze weergave wijzigen
remove-view = Weergave verwijderen
view-removed = De weergave ‘{ $name }’ is verwijderd. De tickets blijven.
view-hint = Een ticket staat in deze weergave als het past bij elk onderdeel waarin je iets kiest. Zonder status: elk open ticket.
view-tags = Labels, met komma’s; één ervan is genoeg
view-created = Minstens zo lang geleden binnengekomen
view-idle = Er gebeurde niets gedurende minstens
not-filled-in = Niet ingevuld
property-from = { $name } vanaf
property-to = { $name } tot en met
property-contains = { $name } bevat
view-order = Volgorde
view-order-hint = Van de vierduizend tickets met de laatste activiteit.
order-activity = Laatste activiteit eerst
order-idle = Langst zonder activiteit eerst
order-newest = Nieuwste eerst
order-oldest = Oudste eerst
order-urgent = Meest urgent eerst
order-up = { $name }, laag naar hoog
order-down = { $name }, hoog naar laag
view-columns = In elke rij te zien in plaats van het laatste bericht, hooguit vier
shared-with = Wie deze weergave ziet
share-private = Alleen jij
share-everybody = Iedereen
team-named = Team { $name }
owner-me = Wie kijkt
any-time = Maakt niet uit
age-4h = 4 uur
age-1d = 1 dag
age-3d = 3 dagen
age-1w = 1 week
age-1m = 30 dagen
age-hours = { $n } uur

## ticket
ticket = Ticket
skip-to-ticket = Naar het ticket
back-to-list = Terug naar de lijst
no-ticket = Kies een ticket om het hier te lezen.
no-ticket-move = bladeren
no-ticket-read = lezen
no-ticket-keys = alle toetsen
subject = Onderwerp
edit-subject = Onderwerp wijzigen
status-new = Nieuw
status-open = Open
status-waiting_on_contact = Wacht op contact
status-waiting_on_us = Wacht op ons
status-closed = Gesloten
status-is = Status: { $name }
priority-low = Laag
priority-normal = Normaal
priority-high = Hoog
priority-urgent = Dringend
priority-is = Prioriteit: { $name }
priority = Prioriteit
tag = Label
tags = Labels
add-tag = Label toevoegen
remove-tag = Label { $tag } verwijderen
close-ticket = Ticket sluiten
reopen = Heropenen
details = Details
owner = Eigenaar
ticket-owner = Ticketeigenaar
owner-search = Zoek mensen en teams…
people-search = Zoek mensen…
owner-none = Niemand met die naam.
owner-sort = Eerst beschikbaar, dan minste open tickets.
nobody = Niemand
assign-to-me = Aan mij toewijzen
assign-anyway = Toch toewijzen
choose-other = Kies iemand anders
teams-note = Routering bereikt alleen vaste leden; met de hand kan iedereen het krijgen.
warn-away = { $name } is afwezig.
warn-away-until = { $name } is afwezig tot { $time }.
warn-full = { $name } zit vol: { $open } van { $most } open.
assigned-to-you = Aan jou toegewezen: { $subject }
notifications = Meldingen
notifications-short = Meldingen
notifications-new = { $n ->
    [one] één ongelezen
   *[other] { $n } ongelezen
  }
mentioned-you = Je bent genoemd: { $subject }
answered-yours = Nieuwe reactie: { $subject }
nobody-for = Niemand is beschikbaar voor: { $subject }
open-it = Openen
changed-title = Dit ticket is intussen gewijzigd, dus er is niets gedaan
changed-owner = De eigenaar is nu { $name }.
changed-status = De status is nu { $name }.
changed-priority = De prioriteit is nu { $name }.
changed-subject = Het onderwerp is nu ‘{ $name }’.
changed-tags = De labels zijn nu: { $name }.
changed-messages = Er is iets aan het gesprek toegevoegd.
changed-keep = Zo laten
changed-again = Toch doen
changed-lost = “{ $subject }” is intussen gewijzigd, dus jouw wijziging is niet doorgevoerd.

## conversation
conversation = Gesprek
load-earlier = Toon eerdere berichten
why = Waarom?
comment = Interne notitie
to = Aan { $to }
automatic = Automatisch
hide-quoted = Verberg geciteerde tekst
show-quoted = Toon geciteerde tekst
sending = Wordt verzonden…
sends-in = { $n ->
    [one] Gaat over { $n } seconde weg
   *[other] Gaat over { $n } seconden weg
}
reply-held = Je antwoord wordt zo verstuurd.
reply-back = Je antwoord is teruggehaald. Je kunt verder schrijven.
cc = Cc { $cc }
sent = Verzonden
not-sent = Niet verzonden.
bounced = Onbestelbaar teruggekomen.
show-text = Toon als tekst
show-original = Toon zoals verzonden
show-images = Toon externe afbeeldingen
images-hint = De afzender ziet dan dat je hebt gekeken.
original-mail = De mail zoals die is verzonden
attachments = Bijlagen
write = Schrijven
kind-of-message = Soort bericht
reply = Antwoord
reply-to = Antwoord aan { $name }…
comment-placeholder = Alleen je collega’s lezen dit…
comment-hint = Alleen voor collega’s; het contact ziet dit nooit
attach = Bijlage
to-nobody = Nog aan niemand
recipients-change = { $who }. Wijzig wie het antwoord krijgt
line-to = Aan
line-cc = Cc
recipient-add = Adres toevoegen
remove-address = { $address } weghalen
address-wrong = { $address } is geen e-mailadres.
address-needed = Vul in naar wie het antwoord gaat.
addresses-many = Een antwoord gaat naar hoogstens { $most } adressen.
addresses-left-out = In de laatste mail stonden { $n } mensen in de Cc. Dat zijn er te veel, dus krijgt niemand van hen dit antwoord.
upload-of = { $name } wordt geüpload
upload-stop = Uploaden van { $name } stoppen
upload-too-large = Te groot: hoogstens { $most } MB per bestand.
percent = { $n }%
upload-lost = Niet aangekomen; voeg het opnieuw toe.
upload-remove = Een bestand is niet aangekomen. Haal het weg om zonder te versturen.
remove-file = { $name } verwijderen
send = Versturen
send-more = Meer manieren om te versturen
send-wait = Versturen en wachten op contact
send-close = Versturen en sluiten
add-comment = Notitie plaatsen
draft-kept = Je tekst is bewaard.
draft-other = In een ander venster schreef je hier iets anders:
draft-swap = Die tekst gebruiken
marks = Opmaak
mark-bold = Vet
mark-italic = Cursief
mark-link = Link
mark-list = Opsomming
mark-numbers = Genummerde lijst
mark-quote = Citaat
mark-code = Code
insert-reply = Standaardantwoord
insert-mention = Collega noemen
link-address = Link naar
link-put = Toepassen
link-remove = Link verwijderen
link-wrong = Dit is geen adres waar een link heen kan, zoals https://example.com of naam@example.com.
choose-reply = Standaardantwoorden
choose-mention = Collega’s die dit ticket kunnen zien
choose-emoji = Emoji
choose-count = { $count ->
    [one] Eén om uit te kiezen
   *[other] { $count } om uit te kiezen
  }
choose-no-replies = Er zijn nog geen standaardantwoorden. Maak ze bij Instellingen, Standaardantwoorden.
reply-gaps = Over { $names } is niets bekend: kijk naar het gat voordat je verstuurt.
presence = Ook bij dit ticket
presence-viewing = { $name } leest mee
presence-hidden = { $name } heeft het openstaan
presence-replying = { $name } is aan het schrijven

## details
contact = Contact
contact-owner = Contacteigenaar
contact-owner-label = Contact­eigenaar
verified = Geverifieerd
since = Sinds
number = Nummer
channel = Kanaal
created = Gemaakt
updated = Bijgewerkt
closed-at = Gesloten
other-tickets = Andere tickets van dit contact
no-other-tickets = Dit is het eerste.
properties = Eigenschappen
contact-properties = Over het contact
property-required-ticket = Nodig om te kunnen sluiten
property-required-contact = Nog in te vullen
yes = Ja
no = Nee
why-owner = Waarom { $name }?
why-nobody = Waarom niemand?
no-decisions = Over dit ticket is nog niets besloten.
older-decisions = { $n ->
    [one] { $n } eerdere beslissing
   *[other] { $n } eerdere beslissingen
    }
waiting-place = Wacht in de rij, plaats { $place }.
step-contact_owner = Contacteigenaar
step-candidates = Wie zijn bekeken
step-fallback = Terugval
step-overflow = Overloop
chosen = gekozen
rule-version = regelversie { $version }
rule-changed-since = regel sindsdien gewijzigd
distribution-balanced = Gebalanceerd
distribution-random = Willekeurig
distribution-round_robin = Om de beurt

## keys
keys-title = Toetsenbord
keys-hint = Losse toetsen kun je uitzetten bij
key-next = Volgend ticket
key-previous = Vorig ticket
key-read = Ticket lezen
key-back = Terug naar de lijst
key-owner = Ticketeigenaar
key-mine = Aan mij toewijzen
key-reply = Antwoord
key-comment = Interne notitie
key-why = Waarom?
key-close = Sluiten of heropenen
key-select = Selecteren, of alles tot daar
key-undo = Ongedaan maken
key-send = Versturen
key-send-close = Versturen en sluiten
key-side = Zijbalk
key-details = Details
key-search = Zoeken
key-go-views = Open, niet toegewezen, van mij
key-go-pages = Contacten, zoeken, instellingen
palette = Opdrachten
palette-placeholder = Doe iets, ga ergens heen of zoek een ticket…
palette-none = Niets met die naam.
palette-here = Hier
palette-go = Ga naar
palette-number = Ticket #{ $number }
palette-all = Zoek “{ $text }” in alle tickets
searching = Zoeken…
key-help = Deze lijst

## new ticket
contact-email = E-mail van het contact
contact-name = Naam van het contact
new-channel-hint = De regel van dit kanaal bepaalt wie het ticket krijgt.
channel-first = Een ticket hoort bij een kanaal en er staat nog geen kanaal aan.
no-channel-yet = Een ticket hoort bij een kanaal en er staat nog geen kanaal aan. Een beheerder koppelt er een in Instellingen.
text = Tekst
make-ticket = Ticket maken

## settings
channels = Kanalen
users = Gebruikers
skip-to-page = Naar de pagina
edit = Bewerken
add = Toevoegen
done = Klaar

## settings: channels
add-channel = E-mail koppelen

## settings: automation
fallback = Terugval
distribution-title = Verdeling
distribution-balanced-text = Wie de minste open tickets heeft.
distribution-random-text = Elke keer opnieuw geloot.
distribution-round_robin-text = Iedereen krijgt er één voordat iemand een tweede krijgt.
ticket-number = Ticketnummer

## search
search = Zoeken
search-tickets = Zoek in tickets
search-clear = Wissen
search-results = Gevonden tickets
search-count = { $n ->
    [0] Niets gevonden
    [one] Eén ticket gevonden
   *[other] { $n } tickets gevonden
  }
search-none = Niets gevonden voor “{ $text }”.
search-none-hint = Minder woorden vinden meer. Ook gesloten tickets worden doorzocht.
search-partial = Er is misschien meer: niet alles is doorzocht. Meer letters of een ander woord helpen.
search-more = Meer tickets
search-further = Verder terug zoeken
search-recent = Onlangs
search-forget = Vergeet deze
search-how = Zo zoek je
search-lead = Woorden worden gezocht in onderwerpen, berichten, interne opmerkingen en namen en adressen van contacten. Het laatste woord mag een begin zijn. Kies hieruit om te beginnen:
search-example-phrase = "late levering"
search-phrase = woorden naast elkaar
search-example-not = pakket -laat
search-not = met het eerste woord, zonder het tweede
search-example-number = #123
search-number = ticketnummer 123
search-example-from = van:jansen
search-from = van iemand met deze naam of dit adres; aan: werkt net zo
search-example-subject = onderwerp:factuur
search-subject = in het onderwerp
search-example-owner = eigenaar:ik
search-owner = van jou; met een naam die van een collega
search-example-nobody = eigenaar:niemand
search-nobody = zonder eigenaar
search-example-team = team:facturen
search-team = bij dit team
search-example-status = status:gesloten
search-status = met deze status
search-example-tag = label:retour
search-tag = met dit label
search-example-priority = prioriteit:dringend
search-priority = met deze prioriteit; kanaal: werkt net zo
search-example-has = heeft:bijlage
search-has = met een bestand
search-example-after = na:7d
search-after = actief in de laatste zeven dagen; voor: en na: nemen ook een datum, zoals 31-03-2026

## what does not work
troubles = Wat nu niet werkt
trouble-in = Sinds { $time } komt er geen mail binnen voor { $name }: { $reason }.
trouble-out = Sinds { $time } gaat er geen mail uit van { $name }: { $reason }. Hij wordt bewaard en later verstuurd.
trouble-since = { $reason } (Sinds { $time }.)
trouble-away = De database is onbereikbaar; het wordt vanzelf opnieuw geprobeerd.
trouble-admins = Beheerders zien dit ook.
trouble-look = Bekijk het kanaal

## contacts
contacts = Contacten
contact-open = Alles over dit contact
