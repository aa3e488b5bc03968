//! What a person may do, and the person as a verb sees them.

use crate::words::words;
use crate::{Access, Error, Language, Result, Role, TeamId, UserId};

words! {
    /// Things that need a right of their own.
    Permission {
        /// Work on tickets at all: read, reply, comment, assign.
        TicketsWork = "tickets.work",
        /// Make, change and deactivate users and their seats.
        UsersManage = "users.manage",
        /// Make and change teams.
        TeamsManage = "teams.manage",
        /// Connect channels and change their rules.
        ChannelsManage = "channels.manage",
        /// Look contacts up and change them.
        ContactsManage = "contacts.manage",
        /// Say what tickets and contacts are described with: properties, statuses, tags, shared saved replies.
        SettingsManage = "settings.manage",
        /// Take many contacts in from a file, and out into one.
        ContactsTransfer = "contacts.transfer",
        /// See queues, dead letters and other inner workings.
        OperationsSee = "operations.see",
    }
}

/// Who is asking. The first parameter of every verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The signed-in user.
    pub user: UserId,
    /// Their role.
    pub role: Role,
    /// Which tickets they see.
    pub access: Access,
    /// All their teams, main and extra.
    pub teams: Vec<TeamId>,
    /// Their main team, whose members' tickets they see too.
    pub main_team: Option<TeamId>,
    /// The language they read.
    pub language: Language,
    /// IANA name of the time zone they read times in.
    pub time_zone: String,
}

impl Who {
    /// Whether they hold `permission`.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        match permission {
            Permission::TicketsWork => self.access != Access::None,
            // Whoever sees only their own tickets has no business in everybody's address book.
            Permission::ContactsManage => matches!(self.access, Access::All | Access::Team),
            Permission::UsersManage
            | Permission::TeamsManage
            | Permission::ChannelsManage
            | Permission::SettingsManage
            | Permission::ContactsTransfer
            | Permission::OperationsSee => self.role == Role::Admin,
        }
    }

    /// Refuses who does not hold `permission`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn need(&self, permission: Permission) -> Result<()> {
        if self.may(permission) { Ok(()) } else { Err(Error::Forbidden(permission.as_str())) }
    }

    /// The permissions they hold, for pages that hide what cannot be used.
    #[must_use]
    pub fn permissions(&self) -> Vec<Permission> {
        Permission::ALL.iter().copied().filter(|permission| self.may(*permission)).collect()
    }
}
