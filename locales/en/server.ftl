# What the server says: errors, explanations, mails. Keys stand in the same order in every language.

error-invalid = Some fields cannot be accepted. Each says why.
error-not-found = There is no such thing here.
error-not-found-ticket = There is no such ticket, or you may not see it.
error-not-found-user = There is no such user.
error-not-found-team = There is no such team.
error-not-found-channel = There is no such channel.
error-not-found-contact = There is no such contact.
error-not-found-attachment = There is no such file, or you may not see it.
error-not-found-message = There is nothing to show of this message.
error-not-found-session = That browser is not signed in as you.
error-sign-in-required = Please sign in first.
error-forbidden = You do not have permission to do this. Ask an admin of your desk.
error-changed = Someone else changed this while you were busy. Look at what it is now and try again.
error-too-large = This is too large: at most { $most } MB.
error-too-many = Too many tries. Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  }.
error-constraint = This does not fit with what is already there.
error-unavailable = This cannot be done right now. Nothing was changed; try again in a moment.
error-internal = Something went wrong on our side. Nothing was changed; the log tells more.

sign-in-failed = The e-mail address or the password is not right.
setup-gone = This link no longer works. Ask for a new one.
user-last-admin = This is the last admin. Make somebody else an admin first.
team-in-use = This team is still named in the rule of { $channels }. Take it out there first.
team-has-tickets = This team still owns tickets. Give them to somebody else first.
reply-no-address = There is no e-mail address to reply to.
reply-not-here = This channel cannot be answered from here yet.
reply-channel-off = This channel is switched off, so nothing can be sent through it.
key-reused = This Idempotency-Key was used for another request. Use a new one.
owner-full = They already hold as many open tickets as they may.
secret-unreadable = A stored secret cannot be opened with this key file. Enter it again.
database-newer = This database was made by a newer version of Wissel. Start that version, or a later one.

invalid-name = A name of 1 to 100 characters on one line is needed.
invalid-email = This is not an e-mail address.
invalid-email-taken = Somebody already has this e-mail address.
invalid-time-zone = “{ $given }” is not a time zone. Use a name like Europe/Amsterdam.
invalid-capacity = A whole number from 0 to 10,000 is needed, or nothing for no limit.
invalid-password-short = A password needs at least 10 characters.
invalid-password-long = A password has at most 200 characters.
invalid-password-wrong = This is not your present password.
invalid-until-past = This moment has already passed.
invalid-reason-long = A reason has at most 200 characters.
invalid-team = There is no such team.
invalid-team-taken = There already is a team of this name.
invalid-user = There is no such active user.
invalid-user-no-access = This user may not see any ticket, so they cannot hold one.
invalid-owner = Choose exactly one: a user, a team, or nobody.
invalid-status = There is no such status.
invalid-view = There is no such view.
invalid-limit = A whole number from 1 to 200 is needed.
invalid-cursor = This cursor was not given out by this list.
invalid-too-many = At most { $most } are possible.
invalid-subject = A subject of 1 to 500 characters is needed.
invalid-text = Some text is needed, at most one megabyte.
invalid-tags = At most 50 tags of 1 to 50 characters are possible.
invalid-channel = There is no such active channel.
invalid-channel-kind = Only e-mail channels can be connected so far.
invalid-address-taken = This address is already connected to another channel.
invalid-attachment = This file was not uploaded by you, or it is attached already.
invalid-file-name = This is not a usable file name.
invalid-company = A company's name has at most 200 characters.
invalid-members = Name each person once, as a main member or as an extra member.

rule-needs-somebody = Choose at least one user or team.
rule-named-twice = Somebody is named twice here.
rule-too-many = Too many are named here.
rule-minutes-out-of-range = A whole number of minutes from 1 to 1,440 is needed.
rule-unknown = A user or team named here does not exist.

mail-address-invalid = This is not an e-mail address.
mail-line-invalid = One line of at most 100 characters is possible here.
mail-signature-too-long = A signature has at most 5,000 characters.
mail-host-invalid = This is not the name or address of a server.
mail-port-invalid = A port from 1 to 65,535 is needed.
mail-user-invalid = A user name of at most 255 characters is needed.
mail-folder-invalid = The name of a folder is needed.
mail-poll-seconds-range = A whole number of seconds from 10 to 3,600 is needed.
mail-token-url-invalid = A web address that begins with https:// is needed.
mail-client-id-invalid = A client id is needed.
mail-reopen-days-range = A whole number of days from 0 to 3,650 is needed.
mail-max-attachment-mb-range = A whole number of megabytes from 1 to 35 is needed.

status-new = New
status-open = Open
status-waiting-on-contact = Waiting on contact
status-waiting-on-us = Waiting on us
status-closed = Closed
kind-email = e-mail
kind-form = form
kind-chat = chat
kind-whatsapp = WhatsApp
kind-calling = calling

nobody-available = Nobody could take this ticket.
nobody-more = and { $count } more
nobody-to-ask = nobody to ask
left-out-attachment = { $name } ({ $size } MB) was too large and was left out.
left-out-parts = This mail had too many parts; the last were left out.
left-out-text = This mail was too long; its end was left out.
left-out-structure = Some of this mail’s structure was too large to be read.
user-unknown = user { $id }
open-count = { $open ->
    [one] 1 open ticket
   *[other] { $open } open tickets
  }
open-of = { $open } of { $most } open
reason-unknown-user = no longer exists
reason-inactive = deactivated
reason-no-seat = has no service seat
reason-no-access = may not see tickets
reason-away = away
reason-away-since = away since { $since }
reason-away-until = away until { $until }
reason-availability-unknown = has not said they are available
reason-at-capacity = { $open } of { $most } open: full
reason-at-kind-capacity = { $open } of { $most } { $kind } tickets open: full
reason-extra-member = extra member of { $team } only: routing reaches main members
reason-had-turn = already had one in this round
reason-unknown-team = This team no longer exists.
reason-no-main-members = This team has no main members, and routing reaches only those.
broken-unknown-user = This user no longer exists.
broken-inactive = This user is deactivated, so they are skipped.
broken-no-seat = This user has no service seat, so they are skipped.
broken-no-access = This user may not see tickets, so they are skipped.

decision-assigned = This ticket went to { $owner }.
decision-would = This ticket would go to { $owner }.
decision-no-one = The channel’s rule assigns to no one.
decision-nobody-left = Nobody could take this ticket, so it was left unassigned.
decision-nobody-waiting = Nobody can take this ticket yet: it waits in line.
decision-nobody-overflow = Nobody can take this ticket yet: it waits in line, and after { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  } others may take it too.
decision-hand = { $actor } gave this ticket to { $owner } by hand.
decision-hand-nobody = { $actor } took the owner away by hand.
decision-release = Its owner may no longer hold tickets, so it was taken from them.
decision-reply = { $actor } answered this ticket when it was nobody’s, and so became its owner.
story-no-contact-owner = The contact has no owner, so the fallback was asked.
story-contact-owner = { $owner } looks after this contact and could take it ({ $why }).
story-contact-owner-not = { $owner } looks after this contact but could not take it: { $why }.
story-owner-mailed = The message was e-mailed to { $owner }.
story-candidates = { $able } of { $all } candidates could take it.
story-fallback = { $able } of { $all } in the fallback could take it.
story-overflow = It had waited long enough for others to help: { $able } of { $all } could take it.
pick-balanced = { $owner } had the fewest open tickets ({ $open }).
pick-random = { $owner } was drawn at random (seed { $seed }).
pick-round-robin = It was { $owner }’s turn.
pick-new-round = Everyone had had one, so a new round began with { $owner }.
tie-least-recent = Others stood equal; { $owner } had waited longest for a ticket.
tie-lowest-id = Others stood equal in everything, so the lowest id decided.
step-contact-owner = The contact’s owner
step-candidates = The candidates
step-fallback = The fallback
step-overflow = Others, after it had waited
explain-rule = version { $version } of its rule
explain-nothing = Nothing was decided about ticket { $number } yet.

event-created = Ticket created
event-assigned = Assigned to { $owner }
event-assigned-router = Routed to { $owner }
event-assigned-reply = Assigned to { $owner } by their reply
event-unassigned = Unassigned
event-unassigned-access-lost = Unassigned: { $owner } may no longer see tickets
event-unassigned-team-removed = Unassigned: the team no longer exists
event-unassigned-deactivated = Unassigned: { $owner } was deactivated
event-nobody = Routing found nobody who could take it
event-reopened = Reopened
event-status = Status: { $from } → { $to }
event-priority = Priority: { $from } → { $to }
event-subject = Subject changed to “{ $to }”
event-tags = Tags changed
event-changed = Changed
event-message-failed = A message could not be delivered: { $detail }
event-message-delayed = A message is delayed: { $detail }
priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent

mail-owner-note = { $sender } wrote in, and you look after them. You are away, so ticket #{ $number } goes to somebody else if anybody can take it: { $link }
mail-not-a-mail = This is not a mail.
mail-too-large = This mail is too large.
mail-own-loop = This mail was sent by this very desk.
mail-no-sender = This mail does not say who sent it.

request-not-json = A body in JSON is needed, with Content-Type application/json.
request-broken-off = The request broke off before its end.
request-unknown-field = There is no field “{ $field }” here.
request-missing-field = This is needed.
request-wrong-value = This cannot be used here.
request-duplicate-field = This is given more than once.
request-unknown-word = This is none of the words that are possible here: { $words }.
request-needs-number = A number is needed here.
request-needs-whole-number = A whole number that is not negative is needed here.
request-needs-text = A text is needed here.
request-needs-yes-or-no = A yes or no is needed here: true or false.
request-needs-list = A list is needed here.
request-needs-object = An object is needed here.
request-needs-time = A moment such as 2026-03-02T09:00:00Z is needed here.
request-if-match = If-Match takes one version in quotes, as it stands in ETag.
request-idempotency-key = An Idempotency-Key has 1 to 200 characters.
request-already-running = The same request is being worked on. Ask again in a moment.
request-foreign-origin = Changes are accepted from this desk’s own pages only.
request-timeout = This took too long and was given up. Try again in a moment.
request-method = This address does not take that method.
error-not-found-page = There is nothing at this address.
text-nul = A text cannot hold the character NUL.
database-in-use = Another server is using { $path }. Stop it first.
database-altered = Migration { $version } ran here with other contents than this program has. Use the program that made this database.
restore-not-empty = There is a desk in this database already. A backup is put back into an empty one only.
restore-damaged = The backup is damaged. Nothing was restored.
