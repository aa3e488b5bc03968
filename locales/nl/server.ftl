# Wat de server zegt: fouten, verklaringen, mails. De sleutels staan in elke taal in dezelfde volgorde.

error-invalid = Sommige velden kunnen niet worden overgenomen. Bij elk staat waarom.
error-not-found = Dit bestaat hier niet.
error-not-found-ticket = Dit ticket bestaat niet, of je mag het niet zien.
error-not-found-user = Deze gebruiker bestaat niet.
error-not-found-team = Dit team bestaat niet.
error-not-found-channel = Dit kanaal bestaat niet.
error-not-found-contact = Deze contactpersoon bestaat niet.
error-not-found-attachment = Dit bestand bestaat niet, of je mag het niet zien.
error-not-found-message = Van dit bericht valt niets te tonen.
error-not-found-session = Die browser is niet als jou aangemeld.
error-sign-in-required = Meld je eerst aan.
error-forbidden = Je hebt hiervoor geen rechten. Vraag een beheerder van je helpdesk.
error-changed = Iemand anders heeft dit intussen gewijzigd. Kijk hoe het nu is en probeer het opnieuw.
error-too-large = Dit is te groot: hoogstens { $most } MB.
error-too-many = Te veel pogingen. Probeer het over { $seconds ->
    [one] één seconde
   *[other] { $seconds } seconden
  } opnieuw.
error-constraint = Dit past niet bij wat er al is.
error-unavailable = Dit lukt nu even niet. Er is niets gewijzigd; probeer het zo opnieuw.
error-unsure = De database viel op het laatste moment weg; misschien is dit gedaan en misschien niet. Kijk eerst, en probeer het dan opnieuw.
error-no-room = Er is geen ruimte meer om dit op te slaan: de schijf van de server is vol. Er is niets gewijzigd; probeer het opnieuw als een beheerder ruimte heeft gemaakt.
error-internal = Er ging bij ons iets mis. Er is niets gewijzigd; het logboek vertelt meer.

sign-in-failed = Het e-mailadres of het wachtwoord klopt niet.
setup-gone = Deze link werkt niet meer. Vraag een nieuwe aan.
user-last-admin = Dit is de laatste beheerder. Maak eerst iemand anders beheerder.
team-in-use = Dit team staat nog in de regel van { $channels }. Haal het daar eerst uit.
team-has-tickets = Dit team heeft nog tickets. Geef die eerst aan iemand anders.
reply-no-address = Er is geen e-mailadres om naar te antwoorden.
reply-not-here = Dit kanaal kan hier nog niet worden beantwoord.
reply-channel-off = Dit kanaal staat uit; er kan niets mee worden verstuurd.
key-reused = Deze Idempotency-Key is al voor een ander verzoek gebruikt. Neem een nieuwe.
owner-full = Deze persoon heeft al zoveel open tickets als mag.
secret-unreadable = Een bewaard geheim kan met dit sleutelbestand niet worden geopend. Voer het opnieuw in.
database-newer = Deze database is gemaakt door een nieuwere versie van Wissel. Start die versie, of een latere.

invalid-name = Geef een naam van 1 tot 100 tekens op één regel.
invalid-email = Dit is geen e-mailadres.
invalid-email-taken = Iemand heeft dit e-mailadres al.
invalid-time-zone = “{ $given }” is geen tijdzone. Gebruik een naam als Europe/Amsterdam.
invalid-capacity = Geef een heel getal van 0 tot 10.000, of niets voor geen grens.
invalid-password-short = Een wachtwoord heeft minstens 10 tekens.
invalid-password-long = Een wachtwoord heeft hoogstens 200 tekens.
invalid-password-wrong = Dit is niet je huidige wachtwoord.
invalid-until-past = Dit moment is al voorbij.
invalid-reason-long = Een reden heeft hoogstens 200 tekens.
invalid-team = Dit team bestaat niet.
invalid-team-taken = Er is al een team met deze naam.
invalid-user = Deze gebruiker bestaat niet of is niet actief.
invalid-user-no-access = Deze gebruiker mag geen tickets zien en kan er dus geen hebben.
invalid-owner = Kies er precies één: een gebruiker, een team, of niemand.
invalid-status = Deze status bestaat niet.
invalid-view = Deze weergave bestaat niet.
invalid-limit = Geef een heel getal van 1 tot 200.
invalid-cursor = Deze cursor komt niet uit deze lijst.
invalid-too-many = Hoogstens { $most } zijn mogelijk.
invalid-subject = Geef een onderwerp van 1 tot 500 tekens.
invalid-text = Er is tekst nodig, hoogstens één megabyte.
invalid-tags = Hoogstens 50 labels van 1 tot 50 tekens zijn mogelijk.
invalid-changes = Noem elk ticket één keer, en 1 tot 100 tickets.
invalid-channel = Dit kanaal bestaat niet of staat uit.
invalid-channel-kind = Alleen e-mailkanalen kunnen al worden aangesloten.
invalid-address-taken = Dit adres hoort al bij een ander kanaal.
invalid-attachment = Dit bestand is niet door jou geüpload, of zit al ergens bij.
invalid-file-name = Dit is geen bruikbare bestandsnaam.
invalid-company = Een bedrijfsnaam heeft hoogstens 200 tekens.
invalid-contact-name = Geef een naam van 1 tot 200 tekens op één regel.
invalid-phone = Dit is geen telefoonnummer. Gebruik cijfers, met de landcode voorop, zoals +31 20 123 4567.
invalid-contact-address-taken = Dit hoort al bij iemand anders. Zoek dat contact op; misschien is het dezelfde persoon.
invalid-address-by-hand = Alleen e-mailadressen en telefoonnummers kunnen met de hand worden toegevoegd.
invalid-members = Noem iedereen één keer: als hoofdlid of als extra lid.

rule-needs-somebody = Kies minstens één gebruiker of team.
rule-named-twice = Iemand staat hier twee keer.
rule-too-many = Hier staan er te veel.
rule-minutes-out-of-range = Geef een heel aantal minuten van 1 tot 1.440.
rule-unknown = Een gebruiker of team dat hier staat, bestaat niet.

mail-address-invalid = Dit is geen e-mailadres.
mail-line-invalid = Hier past één regel van hoogstens 100 tekens.
mail-signature-too-long = Een handtekening heeft hoogstens 5.000 tekens.
mail-host-invalid = Dit is geen naam of adres van een server.
mail-port-invalid = Geef een poort van 1 tot 65.535.
mail-user-invalid = Geef een gebruikersnaam van hoogstens 255 tekens.
mail-folder-invalid = Geef de naam van een map.
mail-poll-seconds-range = Geef een heel aantal seconden van 10 tot 3.600.
mail-token-url-invalid = Geef een webadres dat met https:// begint.
mail-client-id-invalid = Geef een client-id.
mail-reopen-days-range = Geef een heel aantal dagen van 0 tot 3.650.
mail-max-attachment-mb-range = Geef een heel aantal megabytes van 1 tot 35.

status-new = Nieuw
status-open = Open
status-waiting-on-contact = Wacht op contact
status-waiting-on-us = Wacht op ons
status-closed = Gesloten
kind-email = e-mail
kind-form = formulier
kind-chat = chat
kind-whatsapp = WhatsApp
kind-calling = telefonie

nobody-available = Niemand kon dit ticket aannemen.
nobody-more = en nog { $count }
nobody-to-ask = niemand om te vragen
left-out-attachment = { $name } ({ $size } MB) was te groot en is weggelaten.
left-out-mail = Deze mail is { $size } MB groot, en dat is te veel: alleen het begin staat hier. Alles staat nog in de mailbox.
left-out-parts = Deze mail had te veel onderdelen; de laatste zijn weggelaten.
left-out-text = Deze mail was te lang; het einde is weggelaten.
left-out-structure = Een deel van de opbouw van deze mail was te groot om te lezen.
user-unknown = gebruiker { $id }
open-count = { $open ->
    [one] 1 open ticket
   *[other] { $open } open tickets
  }
open-of = { $open } van { $most } open
reason-unknown-user = bestaat niet meer
reason-inactive = gedeactiveerd
reason-no-seat = heeft geen servicezetel
reason-no-access = mag geen tickets zien
reason-away = afwezig
reason-away-since = afwezig sinds { $since }
reason-away-until = afwezig tot { $until }
reason-availability-unknown = heeft niet gezegd beschikbaar te zijn
reason-at-capacity = { $open } van { $most } open: vol
reason-at-kind-capacity = { $open } van { $most } tickets ({ $kind }) open: vol
reason-extra-member = alleen extra lid van { $team }: toewijzen bereikt hoofdleden
reason-had-turn = had er in deze ronde al één
reason-unknown-team = Dit team bestaat niet meer.
reason-no-main-members = Dit team heeft geen hoofdleden, en toewijzen bereikt alleen die.
broken-unknown-user = Deze gebruiker bestaat niet meer.
broken-inactive = Deze gebruiker is gedeactiveerd en wordt overgeslagen.
broken-no-seat = Deze gebruiker heeft geen servicezetel en wordt overgeslagen.
broken-no-access = Deze gebruiker mag geen tickets zien en wordt overgeslagen.

decision-assigned = Dit ticket ging naar { $owner }.
decision-would = Dit ticket zou naar { $owner } gaan.
decision-no-one = De regel van het kanaal wijst aan niemand toe.
decision-nobody-left = Niemand kon dit ticket aannemen; het bleef zonder eigenaar.
decision-nobody-waiting = Nog niemand kan dit ticket aannemen: het wacht in de rij.
decision-nobody-overflow = Nog niemand kan dit ticket aannemen: het wacht in de rij, en na { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
  } mogen anderen het ook aannemen.
decision-hand = { $actor } gaf dit ticket met de hand aan { $owner }.
decision-hand-nobody = { $actor } haalde de eigenaar er met de hand af.
decision-release = De eigenaar mag geen tickets meer hebben; daarom is dit ticket weggehaald.
decision-reply = { $actor } beantwoordde dit ticket toen het van niemand was, en werd zo eigenaar.
story-no-contact-owner = De contactpersoon heeft geen eigenaar; daarom is de terugval gevraagd.
story-contact-owner = { $owner } zorgt voor deze contactpersoon en kon het aannemen ({ $why }).
story-contact-owner-not = { $owner } zorgt voor deze contactpersoon maar kon het niet aannemen: { $why }.
story-owner-mailed = Dus moest { $owner } het per e-mail krijgen.
story-candidates = { $able } van de { $all } kandidaten { $able ->
    [one] kon
   *[other] konden
  } het aannemen.
story-fallback = { $able } van de { $all } in de terugval { $able ->
    [one] kon
   *[other] konden
  } het aannemen.
story-overflow = Het had lang genoeg gewacht om anderen te laten helpen: { $able } van de { $all } { $able ->
    [one] kon
   *[other] konden
  } het aannemen.
pick-balanced = { $owner } had de minste open tickets ({ $open }).
pick-random = { $owner } is bij loting gekozen (beginwaarde { $seed }).
pick-round-robin = { $owner } was aan de beurt.
pick-new-round = Iedereen had er één gehad; een nieuwe ronde begon bij { $owner }.
tie-least-recent = Anderen stonden gelijk; { $owner } had het langst op een ticket gewacht.
tie-lowest-id = Anderen stonden in alles gelijk; daarom besliste het laagste nummer.
step-contact-owner = De eigenaar van de contactpersoon
step-candidates = De kandidaten
step-fallback = De terugval
step-overflow = Anderen, nadat het had gewacht
explain-rule = versie { $version } van de regel
explain-nothing = Over ticket { $number } is nog niets beslist.

event-created = Ticket gemaakt
event-assigned = Toegewezen aan { $owner }
event-assigned-router = Doorgestuurd naar { $owner }
event-assigned-reply = Toegewezen aan { $owner } door diens antwoord
event-unassigned = Eigenaar weggehaald
event-unassigned-access-lost = Eigenaar weggehaald: { $owner } mag geen tickets meer zien
event-unassigned-team-removed = Eigenaar weggehaald: het team bestaat niet meer
event-unassigned-deactivated = Eigenaar weggehaald: { $owner } is gedeactiveerd
event-nobody = Er is niemand gevonden die het kon aannemen
event-reopened = Heropend
event-status = Status: { $from } → { $to }
event-priority = Prioriteit: { $from } → { $to }
event-subject = Onderwerp gewijzigd in “{ $to }”
event-tags = Labels gewijzigd
event-changed = Gewijzigd
contact-made = Dit contact toegevoegd
contact-name-changed = Naam gewijzigd van “{ $from }” in “{ $to }”
contact-company-changed = Bedrijf gewijzigd in { $to }
contact-company-changed-none = Bedrijf { $from } verwijderd
contact-owner-changed = { $to } eigenaar gemaakt
contact-owner-gone = Eigenaar { $from } weggehaald
contact-address-added = { $addresses } toegevoegd
contact-address-removed = { $addresses } verwijderd
contact-address-first = { $address } vooraan gezet
event-message-failed = Een bericht kon niet worden bezorgd: { $detail }
event-message-delayed = Een bericht is vertraagd: { $detail }
event-note-withheld-machine = { $owner } zorgt voor dit contact en kreeg geen bericht: een machine heeft dit gestuurd
event-note-withheld-our-address = { $owner } zorgt voor dit contact en kreeg geen bericht: hun adres is dat van deze desk zelf
event-note-withheld-too-many = { $owner } zorgt voor dit contact en kreeg geen bericht: er gingen binnen een uur al tien berichten over dit contact heen, en misschien schrijven machines elkaar
priority-low = Laag
priority-normal = Normaal
priority-high = Hoog
priority-urgent = Dringend

mail-owner-note = { $sender } heeft geschreven, en jij zorgt voor deze contactpersoon. Je bent afwezig; ticket #{ $number } gaat naar iemand anders als iemand het kan aannemen: { $link }
mail-not-a-mail = Dit is geen mail.
mail-too-large = Deze mail is te groot.
mail-own-loop = Deze mail is door deze helpdesk zelf verstuurd.
mail-no-sender = In deze mail staat niet wie hem stuurde.

request-not-json = Een inhoud in JSON is nodig, met Content-Type application/json.
request-encoded = De inhoud moet ongecomprimeerd zijn: laat Content-Encoding weg.
request-host = Een verzoek noemt de ene host waarvoor het bedoeld is.
request-broken-off = Het verzoek brak af voor het einde.
request-unknown-field = Er is hier geen veld “{ $field }”.
request-missing-field = Dit is nodig.
request-wrong-value = Dit kan hier niet worden gebruikt.
request-duplicate-field = Dit is meer dan één keer gegeven.
request-unknown-word = Dit is geen van de woorden die hier kunnen: { $words }.
request-needs-number = Hier is een getal nodig.
request-needs-whole-number = Hier is een geheel getal nodig dat niet negatief is.
request-needs-text = Hier is een tekst nodig.
request-needs-yes-or-no = Hier is ja of nee nodig: true of false.
request-needs-list = Hier is een lijst nodig.
request-needs-object = Hier is een object nodig.
request-needs-time = Hier is een tijdstip nodig, zoals 2026-03-02T09:00:00Z.
request-if-match = If-Match neemt één versie tussen aanhalingstekens, zoals die in ETag staat.
request-idempotency-key = Een Idempotency-Key heeft 1 tot 200 tekens.
request-already-running = Aan hetzelfde verzoek wordt al gewerkt. Vraag het zo meteen nog eens.
request-already-done = Dit is al gedaan, maar het antwoord erop ging verloren. Kijk eerst, voordat je het nog eens doet.
request-foreign-origin = Wijzigingen worden alleen van de eigen pagina’s van deze desk aangenomen.
request-timeout = Dit duurde te lang en is opgegeven. Probeer het zo meteen opnieuw.
request-method = Dit adres kent die methode niet.
error-not-found-page = Op dit adres is niets.
text-nul = Een tekst kan het teken NUL niet bevatten.
database-in-use = Een andere server gebruikt { $path }. Stop die eerst.
database-altered = Migratie { $version } is hier met een andere inhoud uitgevoerd dan dit programma heeft. Gebruik het programma dat deze database heeft gemaakt.
restore-not-empty = In deze database staat al een desk. Een back-up wordt alleen in een lege teruggezet.
restore-damaged = De back-up is beschadigd. Er is niets teruggezet.

trouble-unknown-host = Er is geen server met de naam { $host }. Controleer de hostnaam.
trouble-unknown-host-brief = de mailserver is niet te vinden
trouble-unreachable = { $host } is niet te bereiken op poort { $port } ({ $why }). Controleer de hostnaam en de poort.
trouble-unreachable-brief = de mailserver is niet te bereiken
trouble-silent = { $host } gaf niet op tijd antwoord. Controleer de poort en het soort beveiliging; kloppen die, wacht dan af.
trouble-silent-brief = de mailserver geeft geen antwoord
trouble-certificate = Het certificaat van { $host } is niet te vertrouwen ({ $why }). Gebruik de naam waarvoor het certificaat is, of laat het vernieuwen.
trouble-certificate-brief = de mailserver is niet te vertrouwen
trouble-not-tls = { $host } spreekt geen TLS op deze poort ({ $why }). Kies een andere poort of een ander soort beveiliging.
trouble-not-tls-brief = er is geen veilige verbinding met de mailserver mogelijk
trouble-no-starttls = { $host } biedt op deze poort geen STARTTLS. Kies TLS of een andere poort.
trouble-no-starttls-brief = er is geen veilige verbinding met de mailserver mogelijk
trouble-needs-tls = { $host } neemt op een open verbinding geen wachtwoord aan. Kies TLS of STARTTLS.
trouble-needs-tls-brief = er is geen veilige verbinding met de mailserver mogelijk
trouble-sign-in = { $host } weigerde de aanmelding van { $user } ({ $words }). Controleer gebruikersnaam en wachtwoord, of verbind het account opnieuw.
trouble-sign-in-brief = de mailserver laat ons niet binnen
trouble-token = Er werd geen toegangstoken gegeven ({ $words }). Verbind het account opnieuw.
trouble-token-brief = de mailserver laat ons niet binnen
trouble-folder = De map { $folder } kan niet worden geopend ({ $words }). Controleer de naam.
trouble-folder-brief = de map kan niet worden geopend
trouble-refused = { $host } weigerde een opdracht ({ $words }). Blijft dat zo, vraag het dan aan wie de server beheert.
trouble-refused-brief = de mailserver weigert
trouble-lost = { $host } verbrak de verbinding ({ $words }). Het wordt vanzelf opnieuw geprobeerd.
trouble-lost-brief = de mailserver verbrak de verbinding
trouble-garbage = { $host } stuurde iets dat geen antwoord van een mailserver is ({ $why }). Controleer de hostnaam en de poort.
trouble-garbage-brief = de antwoorden van de mailserver zijn onbegrijpelijk
trouble-away = De mail kon niet worden opgeslagen (de database of de bijlagen zijn onbereikbaar). Hij blijft in de mailbox en wordt opgehaald als ze terug zijn.
trouble-away-brief = er kan hier nu niets worden opgeslagen
trouble-no-room = De mail kon niet worden opgeslagen: er is geen ruimte meer op de server. Hij blijft in de mailbox en wordt opgehaald zodra er weer ruimte is.
trouble-no-room-brief = er is geen ruimte meer op onze server
trouble-fault = De mail kon niet worden opgeslagen (een fout bij ons; het logboek vertelt meer). Hij blijft in de mailbox en wordt opnieuw geprobeerd.
trouble-fault-brief = hij kan hier niet worden opgeslagen
trouble-sealed = De opgeslagen geheimen zijn niet te openen met dit sleutelbestand. Voer ze opnieuw in, of zet het juiste sleutelbestand terug.
trouble-sealed-brief = de geheimen zijn niet te openen
skipped-over = Een mail is niet aangenomen; het maximum is { $limit } MiB.
skipped-no-mail = Iets in de mailbox is geen mail en is niet aangenomen. Het staat er nog.
skipped-left = Een mail kon niet worden aangenomen ({ $why }). Elk uur wordt het opnieuw geprobeerd.
skipped-fatal = Een mail kon niet worden aangenomen (de verbinding eindigt telkens als erom wordt gevraagd). Elk uur wordt het opnieuw geprobeerd.
skipped-fault = Een mail kon niet worden aangenomen (een fout bij ons; het logboek vertelt meer). Elk uur wordt het opnieuw geprobeerd.
health-told = { $words }
health-told-brief = het werkt nu niet
health-sending = Versturen lukt niet: { $trouble }
health-database-away = De database geeft geen antwoord ({ $why }).
health-database-away-brief = De database geeft geen antwoord.
health-database-write = De database is te lezen, maar er kan niets in worden opgeslagen ({ $why }).
health-database-write-brief = Er kan nu niets worden opgeslagen; lezen lukt nog wel.
health-no-room = Er is geen ruimte meer op de server ({ $why }). Maak ruimte; daarna gaat alles vanzelf verder.
health-no-room-brief = De schijf van de server is vol: er kan niets nieuws worden opgeslagen, lezen lukt nog wel.
health-blobs-away = Bijlagen kunnen niet worden opgeslagen ({ $why }). Mail wacht buiten tot dat weer kan.
health-blobs-away-brief = Bijlagen kunnen nu niet worden opgeslagen, en nieuwe mail moet wachten.
health-disk-low = De schijf van { $place } is bijna vol: er is nog { $free } MiB over. Maak ruimte.
health-disk-low-brief = De schijf van de server is bijna vol.
health-clock-apart = De klok van deze server en die van de database lopen { $seconds } s uiteen. Laat beide een tijdserver volgen.
health-clock-apart-brief = De klok van de server loopt niet goed.
health-loop-broke = Dit onderdeel viel uit en is opnieuw gestart; het logboek vertelt meer.
health-loop-broke-brief = Een onderdeel van de server viel uit en start opnieuw.
health-live-away = Wat er gebeurt is nu niet te volgen.
health-live-away-brief = Wijzigingen verschijnen mogelijk later.
health-stopping = De server stopt.
health-stopping-brief = De server stopt.
check-idle = Aangemeld en de map geopend; de server meldt nieuwe mail meteen.
check-poll = Aangemeld en de map geopend; de server wordt elke { $seconds } seconden om nieuwe mail gevraagd.
check-delivered = Mail wordt bij ons afgeleverd; er is geen mailbox te openen.
check-signed-in = Aangemeld.
check-open = Verbonden; de server vraagt niet om aanmelding.
