## notifications
notifications-all = Alles
notifications-unread = Ongelezen
notifications-none = Nog niets. Hier lees je wie je een ticket gaf, wie op een ticket van je reageerde en wie je noemde.
notifications-none-unread = Je hebt alles gelezen.
notifications-read-all = Alles gelezen
notifications-more = Eerdere meldingen
notifications-how = Hoe je het hoort
notifications-keys = Met J en K ga je door de lijst, Enter opent het ticket, U markeert als gelezen of ongelezen.
notification-mark-read = Markeren als gelezen
notification-mark-unread = Markeren als ongelezen
notification-times = { $n } keer
notification-assigned = Dit ticket is aan je toegewezen
notification-assigned-by = { $name } gaf je dit ticket
notification-reply = { $name } heeft gereageerd
notification-mention = { $name } heeft je genoemd
notification-nobody_available = Niemand is beschikbaar voor dit ticket

## how one is told
notify-title = Meldingen
notify-lead = Hoe je hoort wat voor jou van belang is. Van wat je zelf doet, krijg je nooit een melding.
notify-of = Wat
notify-page = In Wissel
notify-browser = Via de browser
notify-mail = Per e‑mail
notify-kind-assigned = Een ticket wordt aan je toegewezen
notify-kind-reply = De contactpersoon reageert op een ticket van je, of een dat je volgt
notify-kind-mention = Een collega noemt je
notify-kind-nobody_available = Niemand is beschikbaar voor een ticket
notify-mail-hint = Je krijgt alleen een mail als je het niet binnen een minuut in Wissel hebt gezien; per ticket hooguit een per vijf minuten.
notify-this-browser = Deze browser
notify-ask = Meldingen toestaan in deze browser
notify-ask-hint = Ze verschijnen als Wissel niet in beeld is. De browser vraagt je om toestemming.
notify-granted = Deze browser toont meldingen als Wissel niet in beeld is.
notify-try = Probeer het
notify-try-text = Zo laat Wissel het je weten.
notify-denied = Deze browser staat geen meldingen van Wissel toe. Dat verander je in de browser, bij de instellingen van deze pagina naast het adres.
notify-unable = Deze browser kan hier geen meldingen tonen. Daarvoor is een adres nodig dat met https begint.
