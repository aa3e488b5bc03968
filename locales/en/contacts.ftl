# What the pages about contacts say. Fetched with them; what other pages need as well stands in web.ftl.

contacts-search = Name, company, e-mail or phone number
contacts-not-yours = You see your own tickets only, so the address book is not open to you. The contact of a ticket stands beside the ticket.
contacts-owner-any = Any owner
contacts-owner-mine = My contacts
contacts-of-company = All contacts of { $company }
contacts-all = Show all
contacts-none = Nobody has written yet. Whoever does is added by themselves.
contacts-none-found = No contact fits this.
contacts-count = { $more ->
    [yes] More than { $n } contacts
   *[no] { $n ->
        [one] { $n } contact
       *[other] { $n } contacts
    }
    }
contact-new = New contact
contact-add = Add contact
contact-edit = Edit contact
contact-company = Company
contact-look-up = Look up who that is
contact-undo = Undo
contact-facts = About
contact-gone = There is no such contact
contact-gone-hint = The link may be an old one.
contact-raced = Somebody else changed this contact meanwhile. It now stands as { $name }, company { $company }, owner { $owner }. What you typed is still here; save again to keep yours.
addresses = Addresses
addresses-none = There is no way to reach them yet.
address-email = E-mail
address-phone = Phone
address-whatsapp = WhatsApp
address-visitor = Browser
address-kind = Kind
address-first = first choice
address-make-first = Put { $address } first
address-remove = Remove { $address }
address-removed = { $address } was removed.
address-add = Add address
timeline = Timeline
timeline-none = Nothing yet.
timeline-more = Show earlier
words-from-us = From us:
merge = Merge
merge-title = Merge { $name } with somebody
merge-whom = The other contact
merge-whom-hint = The same person, known twice: by another address, or under another name.
merge-lead = { $gone } goes into { $kept }: { $addresses ->
    [one] one address
   *[other] { $addresses } addresses
    }, { $tickets ->
    [one] one ticket
   *[other] { $tickets } tickets
    } and the history move along.
merge-kept = Stays
merge-gone = Goes
merge-after = Afterwards
merge-swap = Keep { $name } instead
merge-other = Choose another
merge-do = Merge
merge-undo-hint = What stands on the left wins; what is missing there is taken over. A merge can be undone in the timeline: everything goes back, and what comes in between stays.
merge-done = { $name } is now part of this contact.
merge-undo = Undo merge
merge-undone = The two are two contacts again.
import = Import
import-title = Import contacts
import-lead = Bring a table of people as CSV, with a first row that names the columns. You say what each column is, see what would happen to every row, and only then is anything changed.
import-file = File
import-drop = Drop a CSV file here, or
import-choose = Choose a file
import-limits = At most 10 MB and 50,000 rows. Excel: File › Save as › CSV.
import-of = { $file }, { $n ->
    [one] one row
   *[other] { $n } rows
    }
import-column = Column in the file
import-unnamed = Column { $n }
import-samples = First rows
import-meaning = Is
import-meaning-of = What { $column } is
meaning-skip = Leave out
meaning-name = Name
meaning-first_name = First name
meaning-last_name = Last name
meaning-email = E-mail
meaning-phone = Phone
meaning-company = Company
meaning-owner = Contact owner
import-known = Contacts whom you know already, by e-mail address or phone number
known-fill = Fill in what they lack
known-fill-text = Nothing that stands there is replaced.
known-overwrite = The file is right
known-overwrite-text = Name, company and owner become what the file says; addresses are added.
known-leave = Leave them as they are
known-leave-text = Only new contacts are added.
import-check = Check
import-check-hint = Changes nothing yet.
import-trying = Checking every row…
import-running-now = Importing…
import-progress = { $done } of { $total } rows
import-leave = You can leave this page; it goes on without you.
import-would = Nothing is changed yet. { $made ->
    [0] No new contacts
    [one] One new contact
   *[other] { $made } new contacts
    }, { $changed ->
    [0] no known ones get something new
    [one] one known one gets something new
   *[other] { $changed } known ones get something new
    }.
import-would-nothing = There is nothing to import: no row is new.
import-did = Done. { $made ->
    [0] No new contacts
    [one] One new contact
   *[other] { $made } new contacts
    }, { $changed ->
    [0] no known ones got something new
    [one] one known one got something new
   *[other] { $changed } known ones got something new
    }.
import-do = { $n ->
    [one] Import one contact
   *[other] Import { $n } contacts
    }
import-columns-again = Change the columns
import-see = See the contacts
import-refused-file = { $n ->
    [one] Download the refused row
   *[other] Download { $n } refused rows
    }
import-other = Another file
import-rows-would = What would happen
import-rows-did = What happened
import-row = Row { $n }
import-show = Show
import-more = Show more rows
outcome-all = All
outcome-made = New
outcome-changed = Gets something
outcome-same = Nothing new
outcome-refused = Refused
export = Export
export-all = All contacts as a CSV file
export-these = These contacts as a CSV file
