## notifications
notifications-all = All
notifications-unread = Unread
notifications-none = Nothing yet. Here you read who gave you a ticket, who answered on yours and who mentioned you.
notifications-none-unread = You have read everything.
notifications-read-all = Mark all as read
notifications-more = Earlier ones
notifications-how = How you are told
notifications-keys = J and K move, Enter opens the ticket, U marks it read or unread.
notification-mark-read = Mark as read
notification-mark-unread = Mark as unread
notification-times = { $n } times
notification-assigned = You were given this ticket
notification-assigned-by = { $name } gave you this ticket
notification-reply = { $name } answered
notification-mention = { $name } mentioned you
notification-nobody_available = Nobody is available for this ticket

## how one is told
notify-title = Notifications
notify-lead = How you are told of what concerns you. Of what you do yourself you are never told.
notify-of = What
notify-page = In Wissel
notify-browser = By the browser
notify-mail = By e‑mail
notify-kind-assigned = A ticket is assigned to you
notify-kind-reply = The contact answers on a ticket that you own or follow
notify-kind-mention = A colleague mentions you
notify-kind-nobody_available = Nobody is available for a ticket
notify-mail-hint = A mail is sent only when you have not seen it in Wissel within a minute; at most one for a ticket in five minutes.
notify-this-browser = This browser
notify-ask = Allow messages in this browser
notify-ask-hint = They appear while Wissel is out of sight. The browser will ask you.
notify-granted = This browser shows messages while Wissel is out of sight.
notify-try = Try it
notify-try-text = This is how Wissel tells you.
notify-denied = This browser does not allow messages from Wissel. You can change that in the browser, in the settings of this page beside the address.
notify-unable = This browser cannot show messages here. It needs an address that begins with https.
