# The texts that only the settings need. The same keys stand in nl; scripts/l10n-keys.mjs in web/ checks both.

move-up = Move { $name } up
move-down = Move { $name } down
retire = Retire
retired = Retired
bring-back = Bring back
required = Required

## properties
properties-lead = What your desk wants to know of its tickets and contacts. Whoever opens a ticket fills them in beside it.
properties-of-ticket = Tickets
properties-of-contact = Contacts
properties-none-ticket = Nothing yet. An order number, say, or what the question was about.
properties-none-contact = Nothing yet. A customer number, say, or the plan somebody is on.
property-add = Add property
property-of = Belongs to
property-kind = Kind
property-kind-hint = Cannot be changed later.
property-kind-kept = The kind stays, so that what was filled in keeps its meaning.
property-kind-text = Text
property-kind-number = Number
property-kind-date = Date
property-kind-yes_no = Yes or no
property-kind-choice = Choice
property-retired = { $name } is retired. What was filled in is kept.
property-back = { $name } is back.
required-ticket = Nobody closes a ticket by hand before this is filled in. Mail that comes in is never held up.
required-contact = Needed when somebody makes a contact by hand. Who writes in becomes a contact without it.
retired-hint = Offered nowhere any more. What was filled in is kept, and shows again when you bring it back.
choices = Choices
choice-n = Choice { $n }
choice-add = Add choice
choice-remove = Remove { $name }
choices-hint = Rename one and tickets that have it show the new name. One that you remove stays on the tickets that have it.
