# What the pages about contacts say. Fetched with them; what other pages need as well stands in web.ftl.

contacts-search = Naam, bedrijf, e-mail of telefoonnummer
contacts-not-yours = Je ziet alleen je eigen tickets, dus het adresboek is voor jou niet open. Het contact van een ticket staat naast het ticket.
contacts-owner-any = Alle eigenaren
contacts-owner-mine = Mijn contacten
contacts-of-company = Alle contacten van { $company }
contacts-all = Alles tonen
contacts-none = Er heeft nog niemand geschreven. Wie dat doet, komt hier vanzelf bij.
contacts-none-found = Geen enkel contact past hierbij.
contacts-count = { $more ->
    [yes] Meer dan { $n } contacten
   *[no] { $n ->
        [one] { $n } contact
       *[other] { $n } contacten
    }
    }
contact-new = Nieuw contact
contact-add = Contact toevoegen
contact-edit = Contact bewerken
contact-company = Bedrijf
contact-look-up = Opzoeken wie dat is
contact-undo = Ongedaan maken
contact-facts = Over
contact-gone = Dit contact bestaat niet
contact-gone-hint = Misschien is het een oude link.
contact-raced = Iemand anders heeft dit contact intussen gewijzigd. Nu staat er { $name }, bedrijf { $company }, eigenaar { $owner }. Wat je typte staat er nog; sla opnieuw op om het jouwe te houden.
addresses = Adressen
addresses-none = Er is nog geen adres bekend.
address-email = E-mail
address-phone = Telefoon
address-whatsapp = WhatsApp
address-visitor = Browser
address-kind = Soort
address-first = eerste keus
address-make-first = { $address } vooraan zetten
address-remove = { $address } verwijderen
address-removed = { $address } is verwijderd.
address-add = Adres toevoegen
timeline = Tijdlijn
timeline-none = Nog niets.
timeline-more = Eerdere tonen
words-from-us = Van ons:
merge = Samenvoegen
merge-title = { $name } samenvoegen met iemand
merge-whom = Het andere contact
merge-whom-hint = Dezelfde persoon die twee keer voorkomt: met een ander adres of onder een andere naam.
merge-lead = { $gone } gaat op in { $kept }: { $addresses ->
    [one] één adres
   *[other] { $addresses } adressen
    }, { $tickets ->
    [one] één ticket
   *[other] { $tickets } tickets
    } en de geschiedenis gaan mee.
merge-kept = Blijft
merge-gone = Gaat op
merge-after = Daarna
merge-swap = Liever { $name } houden
merge-other = Iemand anders kiezen
merge-do = Samenvoegen
merge-undo-hint = Wat links staat, blijft; wat daar ontbreekt, wordt overgenomen. Een samenvoeging kan in de tijdlijn ongedaan worden gemaakt: alles gaat terug, en wat intussen binnenkwam blijft.
merge-done = { $name } hoort nu bij dit contact.
merge-undo = Samenvoeging ongedaan maken
merge-undone = Het zijn weer twee contacten.
import = Importeren
import-title = Contacten importeren
import-lead = Breng een tabel met mensen als CSV, met een eerste rij met kolomnamen. Je zegt wat elke kolom is, ziet per rij wat er zou gebeuren, en pas daarna verandert er iets.
import-file = Bestand
import-drop = Sleep een CSV-bestand hierheen, of
import-choose = Bestand kiezen
import-limits = Hoogstens 10 MB en 50.000 rijen. Excel: Bestand › Opslaan als › CSV.
import-of = { $file }, { $n ->
    [one] één rij
   *[other] { $n } rijen
    }
import-column = Kolom in het bestand
import-unnamed = Kolom { $n }
import-samples = Eerste rijen
import-meaning = Is
import-meaning-of = Wat { $column } is
meaning-skip = Weglaten
meaning-name = Naam
meaning-first_name = Voornaam
meaning-last_name = Achternaam
meaning-email = E-mail
meaning-phone = Telefoon
meaning-company = Bedrijf
meaning-owner = Contacteigenaar
import-known = Contacten die je al kent, aan e-mailadres of telefoonnummer
known-fill = Aanvullen wat ontbreekt
known-fill-text = Wat er al staat, wordt niet vervangen.
known-overwrite = Het bestand klopt
known-overwrite-text = Naam, bedrijf en eigenaar worden wat het bestand zegt; adressen komen erbij.
known-leave = Laten zoals ze zijn
known-leave-text = Alleen nieuwe contacten komen erbij.
import-check = Controleren
import-check-hint = Verandert nog niets.
import-trying = Elke rij wordt gecontroleerd…
import-running-now = Bezig met importeren…
import-progress = { $done } van { $total } rijen
import-leave = Je kunt deze pagina verlaten; het gaat door zonder jou.
import-would = Er is nog niets veranderd. { $made ->
    [0] Geen nieuwe contacten
    [one] Eén nieuw contact
   *[other] { $made } nieuwe contacten
    }, { $changed ->
    [0] geen bekende krijgt iets nieuws
    [one] één bekende krijgt iets nieuws
   *[other] { $changed } bekenden krijgen iets nieuws
    }.
import-would-nothing = Er valt niets te importeren: geen enkele rij is nieuw.
import-did = Klaar. { $made ->
    [0] Geen nieuwe contacten
    [one] Eén nieuw contact
   *[other] { $made } nieuwe contacten
    }, { $changed ->
    [0] geen bekende kreeg iets nieuws
    [one] één bekende kreeg iets nieuws
   *[other] { $changed } bekenden kregen iets nieuws
    }.
import-do = { $n ->
    [one] Eén contact importeren
   *[other] { $n } contacten importeren
    }
import-columns-again = Kolommen wijzigen
import-see = Naar de contacten
import-refused-file = { $n ->
    [one] Geweigerde rij downloaden
   *[other] { $n } geweigerde rijen downloaden
    }
import-other = Ander bestand
import-rows-would = Wat er zou gebeuren
import-rows-did = Wat er gebeurde
import-row = Rij { $n }
import-show = Tonen
import-more = Meer rijen tonen
outcome-all = Alle
outcome-made = Nieuw
outcome-changed = Krijgt iets
outcome-same = Niets nieuws
outcome-refused = Geweigerd
export = Exporteren
export-all = Alle contacten als CSV-bestand
export-these = Deze contacten als CSV-bestand
