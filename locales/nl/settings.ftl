# De teksten die alleen bij de instellingen horen. Dezelfde sleutels staan in en; web/scripts/l10n-keys.mjs controleert beide.

move-up = { $name } omhoog
move-down = { $name } omlaag
retire = Uit gebruik nemen
retired = Uit gebruik
bring-back = Weer in gebruik nemen
required = Verplicht

## properties
properties-lead = Wat je desk van tickets en contacten wil weten. Wie een ticket opent, vult ze ernaast in.
properties-of-ticket = Tickets
properties-of-contact = Contacten
properties-none-ticket = Nog niets. Bijvoorbeeld een bestelnummer, of waar de vraag over ging.
properties-none-contact = Nog niets. Bijvoorbeeld een klantnummer, of welk abonnement iemand heeft.
property-add = Eigenschap toevoegen
property-of = Hoort bij
property-kind = Soort
property-kind-hint = Kan later niet meer worden gewijzigd.
property-kind-kept = Het soort blijft, zodat wat is ingevuld zijn betekenis houdt.
property-kind-text = Tekst
property-kind-number = Getal
property-kind-date = Datum
property-kind-yes_no = Ja of nee
property-kind-choice = Keuze
property-retired = { $name } is uit gebruik. Wat is ingevuld, blijft bewaard.
property-back = { $name } is weer in gebruik.
required-ticket = Niemand sluit een ticket met de hand voordat dit is ingevuld. Binnenkomende mail wordt nooit tegengehouden.
required-contact = Nodig als iemand een contact met de hand aanmaakt. Wie schrijft, wordt ook zonder een contact.
retired-hint = Wordt nergens meer aangeboden. Wat is ingevuld, blijft bewaard en is er weer als je de eigenschap opnieuw in gebruik neemt.
choices = Keuzes
choice-n = Keuze { $n }
choice-add = Keuze toevoegen
choice-remove = { $name } verwijderen
choices-hint = Geef je een keuze een andere naam, dan tonen tickets die hem hebben de nieuwe. Wat je verwijdert, blijft staan op tickets die het al hadden.
