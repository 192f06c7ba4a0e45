namespace AudioRooms.Domain.Users;

/// <summary>What has become of a handle. Not stored: <see cref="Account.Phase"/> reads it from the rest.</summary>
public enum AccountPhase
{
    /// <summary>Nobody ever had the handle, or the newcomer gave up.</summary>
    Vacant = 1,

    /// <summary>
    /// A newcomer asks for the seat that an invitation promises. The account has no way in yet and belongs to nobody.
    /// </summary>
    Pending = 2,

    /// <summary>The account of a person, or of a synthetic user.</summary>
    Live = 3,

    /// <summary>Deleted: nobody can sign in. Data about the person may be left elsewhere.</summary>
    Leaving = 4,

    /// <summary>Deleted, and nothing of the person is left. The handle rests before somebody else can take it.</summary>
    Gone = 5,
}
