namespace AudioRooms.Domain.Users;

/// <summary>The state of a handle. Not stored: <see cref="Account.Phase"/> derives it.</summary>
public enum AccountPhase
{
    /// <summary>The handle was never used, or the newcomer gave up.</summary>
    Vacant = 1,

    /// <summary>A newcomer waits for the place that an invitation reserves. Nobody can sign in yet, and the account belongs to
    /// nobody.</summary>
    Pending = 2,

    /// <summary>The account of a person or of a synthetic user.</summary>
    Live = 3,

    /// <summary>Deleted: nobody can sign in. Data about the person may be left elsewhere.</summary>
    Leaving = 4,

    /// <summary>Deleted, and no data about the person is left. The handle stays unavailable for a while.</summary>
    Gone = 5,
}
