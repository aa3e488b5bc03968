# The texts of the pages. The same keys stand in nl; scripts/l10n-keys.mjs in web/ checks both.

## everywhere
error-network = The server cannot be reached. Check your connection and try again.
error-server = The server could not do this (status { $status }).
error-page = This page could not be loaded.
reload = Reload
not-found = There is nothing here
not-found-hint = The address does not lead to a page.
to-desk = To the desk
messages = Messages
close = Close
cancel = Cancel
save = Save
saved = Saved.
loading = Loading
try-again = Try again
none = none
optional = Optional
time-now = now
time-minutes = { $n }m
time-hours = { $n }h
time-days = { $n }d
load-open = { $open } open
load-of = { $open } of { $most }
load-limit = { $open } of { $most } slots used
name = Name
email = E-mail
password = Password
password-hint = At least ten characters. A few words together work well.
language = Language
change-language = Change the language
time-zone = Time zone

## sign-in and setup
sign-in = Sign in
signing-in = Signing in…
sign-out = Sign out
forgot-hint = Forgotten your password? An admin can send you a new link.
setup-first = Make the first admin
setup-first-lead = You will connect channels and invite your team next.
setup-first-go = Open the desk
setup-invite = Welcome
setup-invite-lead = Choose a password and check your details.
setup-invite-go = Start
setup-gone-title = This link no longer works
setup-gone = It was used already, or replaced by a newer one. Sign in, or ask an admin for a new link.

## sidebar
main-menu = Main menu
quick-menu = Quick menu
menu = Menu
settings = Settings
views = Views
views-you = You
teams = Teams
team = Team
people = People
view-mine = My open
view-unassigned = Unassigned
view-open = All open
view-nobody = Nobody available
view-closed = Closed
available = Available
away = Away
away-until = Away until { $time }
availability = Availability
my-availability = My availability:
become-available = Become available
become-away = Set me away
now-available = You are available.
now-away = You are away.
away-hint = While you are away, rules that assign to available users only skip you. Your open tickets stay yours.
away-reason = Reason
away-reason-example = Lunch, training…
away-until-label = Until

## list
tickets = Tickets
tickets-in = Tickets in { $view }
new-ticket = New ticket
new-short = New
live = Live
reconnecting = Reconnecting…
new-pill = { $n } new
no-subject = (no subject)
left-view = No longer in this view
owned-by = Owner: { $name }
nobody-lead = Nobody could take these when they came in. Each row says why.
empty-mine = Nothing is yours right now. New work appears here by itself.
empty-unassigned = Nothing unassigned. Everything has an owner.
empty-open = No open tickets. Mail that arrives appears here by itself.
empty-nobody = Nothing is waiting for want of people.
empty-closed = Nothing has been closed yet.
empty-team = This team has no open tickets.
steps-title = First steps
steps-lead = Four things make this desk work.
step-do-channel = Connect an e-mail address
step-do-channel-hint = Mail to it becomes tickets.
step-do-people = Invite colleagues
step-do-people-hint = Everybody gets a link of their own.
step-do-teams = Make teams
step-do-teams-hint = Tickets can go to a team, and from there to its people.
step-do-rule = Set the automation rule
step-do-rule-hint = Who gets what comes in; with the address, once it is connected.
steps-wait = No e-mail address is connected yet. As soon as an admin has done that, tickets appear here.
no-access = You cannot see tickets yet
no-access-hint = Ask an admin to give you access to tickets.
look-again = Look again

## selected tickets
undo = Undo
undone = { $n ->
    [one] Taken back.
   *[other] Taken back for { $n } tickets.
  }
select-tickets = Select tickets
bulk = Selected tickets
selected = { $n } selected
select-all = Select all
clear-selection = Clear the selection
close-tickets = Close tickets
status = Status
bulk-left = { $n ->
    [one] 1 ticket was left alone: { $why }
   *[other] { $n } tickets were left alone: { $why }
  }
bulk-assigned = { $n ->
    [one] 1 ticket assigned to { $name }.
   *[other] { $n } tickets assigned to { $name }.
  }
bulk-unassigned = { $n ->
    [one] 1 ticket has no owner now.
   *[other] { $n } tickets have no owner now.
  }
bulk-closed = { $n ->
    [one] 1 ticket closed.
   *[other] { $n } tickets closed.
  }
bulk-status = { $n ->
    [one] 1 ticket is now: { $name }.
   *[other] { $n } tickets are now: { $name }.
  }
bulk-priority = { $n ->
    [one] 1 ticket now has priority { $name }.
   *[other] { $n } tickets now have priority { $name }.
  }
bulk-tagged = { $n ->
    [one] Tag { $tag } added to 1 ticket.
   *[other] Tag { $tag } added to { $n } tickets.
  }
bulk-untagged = { $n ->
    [one] Tag { $tag } removed from 1 ticket.
   *[other] Tag { $tag } removed from { $n } tickets.
  }

## sorting
view = View
view-mentions = Mentions of me
view-followed = Followed
view-snoozed = Snoozed
view-spam = Spam
empty-mentions = Nobody asks for you. A ticket stands here when a colleague names you in an internal comment.
empty-followed = You follow no open tickets. Press F on a ticket to follow it.
empty-snoozed = Nothing is snoozed. Press Z on a ticket to let it sleep until a time.
empty-spam = No spam. What blocked senders write ends up here.
empty-saved = No ticket fits this view right now.
empty-so-far = No ticket fits this view among those with the latest activity.
look-further = Look further back
spam-lead = Nobody is told of these.
unread = Unread
mark-unread = Mark unread
mark-read = Mark read
follow = Follow
unfollow = Stop following
ticket-merge = Merge
merge-more = Merge…
ticket-merge-title = Merge #{ $number }
merge-hint = Ticket #{ $number } is closed and goes on in the one you choose, where both conversations are read as one. It can be undone at any time.
merge-search = Find a ticket by a word or its number
merge-found = Found
merge-same-contact = Other tickets of this contact
merge-no-others = This contact has no other ticket. Search for the one you mean.
merge-none-found = No ticket found. Try another word, or the number.
merge-other-contact = That ticket is { $name }’s: answers go to them.
merge-into = Merge into #{ $number }
merged-toast = #{ $from } goes on in #{ $into }.
merged-into = This ticket was merged. It goes on in
merged-here = #{ $number } was merged into this ticket.
unmerge = Take apart
unmerge-of = Take #{ $number } apart
unmerged-toast = #{ $number } stands by itself again.
print = Print
more-actions = More actions
snooze = Snooze
wake = Wake now
snoozed-until = Until { $time }
snooze-hours = In three hours
snooze-tomorrow = Tomorrow morning
snooze-monday = Monday morning
snooze-week = In a week
snooze-month = In a month
snooze-own = Another time ({ $zone })
snooze-past = Choose a time that is still to come.
spam = Spam
spam-block = Spam, and block the sender
no-spam = Not spam
spam-blocked = { $address } is blocked; what they write goes to Spam.
blocked-senders = Blocked senders
blocked-none = Nobody is blocked. Block a sender from the menu of one of their tickets.
blocked-hint = What they write goes to Spam. Who is let in again reaches you from then on.
unblock = Unblock
unblocked = { $address } is no longer blocked.
show-more = Show more
bulk-snoozed = { $n ->
    [one] Snoozed until { $time }.
   *[other] { $n } tickets snoozed until { $time }.
  }
bulk-woken = { $n ->
    [one] The ticket is awake.
   *[other] { $n } tickets are awake.
  }
bulk-spam = { $n ->
    [one] Moved to Spam.
   *[other] { $n } tickets moved to Spam.
  }
bulk-no-spam = { $n ->
    [one] Taken out of Spam.
   *[other] { $n } tickets taken out of Spam.
  }
new-view = New view
edit-view = Edit this view
remove-view = Remove view
view-removed = The view “{ $name }” is removed. Its tickets stay.
view-hint = A ticket is in this view when it fits each part in which you choose something. Without a status: every open ticket.
view-tags = Tags, with commas; one of them is enough
view-created = Came in at least this long ago
view-idle = Nothing happened for at least
not-filled-in = Not filled in
property-from = { $name } from
property-to = { $name } up to
property-contains = { $name } has in it
view-order = Order
view-order-hint = Of the four thousand tickets with the latest activity.
order-activity = Latest activity first
order-idle = Longest without activity first
order-newest = Newest first
order-oldest = Oldest first
order-urgent = Most urgent first
order-up = { $name }, low to high
order-down = { $name }, high to low
view-columns = Shown in each row instead of the last message, at most four
shared-with = Who sees this view
share-private = Only you
share-everybody = Everybody
team-named = Team { $name }
owner-me = Whoever looks
any-time = Any time
age-4h = 4 hours
age-1d = 1 day
age-3d = 3 days
age-1w = 1 week
age-1m = 30 days
age-hours = { $n } hours

## ticket
ticket = Ticket
skip-to-ticket = Skip to the ticket
back-to-list = Back to the list
no-ticket = Choose a ticket to read it here.
no-ticket-move = move
no-ticket-read = read
no-ticket-keys = all keys
subject = Subject
edit-subject = Edit the subject
status-new = New
status-open = Open
status-waiting_on_contact = Waiting on contact
status-waiting_on_us = Waiting on us
status-closed = Closed
status-is = Status: { $name }
priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent
priority-is = Priority: { $name }
priority = Priority
tag = Tag
tags = Tags
add-tag = Add a tag
remove-tag = Remove tag { $tag }
close-ticket = Close ticket
reopen = Reopen
details = Details
owner = Owner
ticket-owner = Ticket owner
owner-search = Search people and teams…
people-search = Search people…
owner-none = Nobody by that name.
owner-sort = Available first, then fewest open.
nobody = Nobody
assign-to-me = Assign to me
assign-anyway = Assign anyway
choose-other = Choose someone else
teams-note = Routing reaches main members only; anyone may be given it by hand.
warn-away = { $name } is away.
warn-away-until = { $name } is away until { $time }.
warn-full = { $name } is full: { $open } of { $most } open.
assigned-to-you = Assigned to you: { $subject }
notifications = Notifications
notifications-short = Alerts
notifications-new = { $n ->
    [one] one unread
   *[other] { $n } unread
  }
mentioned-you = You were mentioned: { $subject }
answered-yours = New answer: { $subject }
nobody-for = Nobody is available for: { $subject }
open-it = Open
changed-title = This ticket changed meanwhile, so nothing was done
changed-owner = The owner is now { $name }.
changed-status = The status is now { $name }.
changed-priority = The priority is now { $name }.
changed-subject = The subject is now “{ $name }”.
changed-tags = The tags are now: { $name }.
changed-messages = Something was added to the conversation.
changed-keep = Leave it
changed-again = Do it anyway
changed-lost = “{ $subject }” changed meanwhile, so your change was not made.

## conversation
conversation = Conversation
load-earlier = Show earlier messages
why = Why?
comment = Internal comment
to = To { $to }
automatic = Automatic
hide-quoted = Hide quoted text
show-quoted = Show quoted text
sending = Sending…
sends-in = { $n ->
    [one] Sends in { $n } second
   *[other] Sends in { $n } seconds
}
reply-held = Your reply is about to be sent.
reply-back = Your reply was taken back. You can write on.
cc = Cc { $cc }
sent = Sent
not-sent = Not sent.
bounced = Came back undelivered.
show-text = Show as text
show-original = Show as sent
show-images = Show remote images
images-hint = They tell the sender that you looked.
original-mail = The mail as it was sent
attachments = Attachments
write = Write
kind-of-message = Kind of message
reply = Reply
reply-to = Reply to { $name }…
comment-placeholder = Only your colleagues read this…
comment-hint = Colleagues only; the contact never sees it
attach = Attach
to-nobody = To nobody yet
recipients-change = { $who }. Change who gets the reply
line-to = To
line-cc = Cc
recipient-add = Add an address
remove-address = Remove { $address }
address-wrong = { $address } is not an e-mail address.
address-needed = The reply needs somebody to go to.
addresses-many = A reply goes to { $most } addresses at most.
addresses-left-out = The last mail had { $n } people in Cc. That is too many to copy, so none of them gets this reply.
upload-of = Uploading { $name }
upload-stop = Stop uploading { $name }
upload-too-large = Too large: at most { $most } MB per file.
percent = { $n }%
upload-lost = Did not arrive; attach it again.
upload-remove = A file did not arrive. Remove it to send without it.
remove-file = Remove { $name }
send = Send
send-more = More ways to send
send-wait = Send and wait on contact
send-close = Send and close
add-comment = Add comment
draft-kept = Your text is kept.
draft-other = You wrote something else here in another window:
draft-swap = Use that text
marks = Formatting
mark-bold = Bold
mark-italic = Italic
mark-link = Link
mark-list = Bulleted list
mark-numbers = Numbered list
mark-quote = Quote
mark-code = Code
insert-reply = Saved reply
insert-mention = Mention a colleague
link-address = Link to
link-put = Apply
link-remove = Remove link
link-wrong = This is not an address that a link can lead to, such as https://example.com or name@example.com.
choose-reply = Saved replies
choose-mention = Colleagues who can see this ticket
choose-emoji = Emoji
choose-count = { $count ->
    [one] One to choose from
   *[other] { $count } to choose from
  }
choose-no-replies = There are no saved replies yet. Make them under Settings, Saved replies.
reply-gaps = Nothing is known for { $names }: look at the gap before you send.
presence = Also at this ticket
presence-viewing = { $name } is reading
presence-hidden = { $name } has it open
presence-replying = { $name } is writing

## details
contact = Contact
contact-owner = Contact owner
contact-owner-label = Contact owner
verified = Verified
since = Since
number = Number
channel = Channel
created = Created
updated = Updated
closed-at = Closed
other-tickets = Other tickets of this contact
no-other-tickets = This is the first.
properties = Properties
contact-properties = About the contact
property-required-ticket = Needed before closing
property-required-contact = Still to be filled in
yes = Yes
no = No
why-owner = Why { $name }?
why-nobody = Why nobody?
no-decisions = Nothing was decided about this ticket yet.
older-decisions = { $n ->
    [one] { $n } earlier decision
   *[other] { $n } earlier decisions
    }
waiting-place = Waiting in line, place { $place }.
step-contact_owner = Contact owner
step-candidates = Who was looked at
step-fallback = Fallback
step-overflow = Overflow
chosen = chosen
rule-version = rule version { $version }
rule-changed-since = rule changed since
distribution-balanced = Balanced
distribution-random = Random
distribution-round_robin = Round robin

## keys
keys-title = Keyboard
keys-hint = Single keys can be switched off in
key-next = Next ticket
key-previous = Previous ticket
key-read = Read the ticket
key-back = Back to the list
key-owner = Ticket owner
key-mine = Assign to me
key-reply = Reply
key-comment = Internal comment
key-why = Why?
key-close = Close or reopen
key-select = Select, or everything up to it
key-undo = Undo
key-send = Send
key-send-close = Send and close
key-side = Sidebar
key-details = Details
key-search = Search
key-help = This list
key-go-views = Open, unassigned, mine
key-go-pages = Contacts, search, settings
palette = Commands
palette-placeholder = Do, go to, or find a ticket…
palette-none = Nothing by that name.
palette-here = Here
palette-go = Go to
palette-number = Ticket #{ $number }
palette-all = Search all tickets for “{ $text }”
searching = Searching…

## new ticket
contact-email = Contact’s e-mail
contact-name = Contact’s name
new-channel-hint = Its rule decides who gets the ticket.
channel-first = A ticket belongs to a channel, and no channel is on yet.
no-channel-yet = A ticket belongs to a channel, and no channel is on yet. An admin connects one in Settings.
text = Text
make-ticket = Make ticket

## settings
channels = Channels
users = Users
skip-to-page = Skip to the page
edit = Edit
add = Add
done = Done

## settings: channels
add-channel = Connect e-mail

## settings: automation
fallback = Fallback
distribution-title = Distribution
distribution-balanced-text = Whoever has the fewest open tickets.
distribution-random-text = Drawn by lot, every time anew.
distribution-round_robin-text = Everyone gets one before anyone gets a second.
ticket-number = Ticket number

## search
search = Search
search-tickets = Search tickets
search-clear = Clear
search-results = Tickets found
search-count = { $n ->
    [0] Nothing found
    [one] One ticket found
   *[other] { $n } tickets found
  }
search-none = Nothing found for “{ $text }”.
search-none-hint = Fewer words find more. Closed tickets are looked through as well.
search-partial = There may be more: not everything was looked through. More letters or another word help.
search-more = More tickets
search-further = Look further back
search-recent = Lately
search-forget = Forget these
search-how = How to search
search-lead = Words are looked for in subjects, messages, internal comments, and names and addresses of contacts. The last word may be the beginning of one. Choose one of these to begin with:
search-example-phrase = "late delivery"
search-phrase = words side by side
search-example-not = parcel -late
search-not = with the first word, without the second
search-example-number = #123
search-number = ticket number 123
search-example-from = from:jansen
search-from = from somebody with this name or address; to: works the same way
search-example-subject = subject:invoice
search-subject = in the subject
search-example-owner = owner:me
search-owner = yours; a colleague’s with their name
search-example-nobody = owner:nobody
search-nobody = without an owner
search-example-team = team:billing
search-team = listed under this team
search-example-status = status:closed
search-status = in this status
search-example-tag = tag:refund
search-tag = with this tag
search-example-priority = priority:urgent
search-priority = with this priority; channel: works the same way
search-example-has = has:attachment
search-has = with a file
search-example-after = after:7d
search-after = active in the last seven days; before: and after: also take a date, such as 2026-03-31

## what does not work
troubles = What does not work right now
trouble-in = No mail is coming in for { $name } since { $time }: { $reason }.
trouble-out = Mail of { $name } has not been leaving since { $time }: { $reason }. It is kept and sent later.
trouble-since = { $reason } (Since { $time }.)
trouble-away = The desk’s database is away; it is tried again by itself.
trouble-admins = Admins see this too.
trouble-look = See the channel

## contacts
contacts = Contacts
contact-open = All about this contact
