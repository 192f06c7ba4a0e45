namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// Calls that are counted together. Every member has a row in <see cref="RateLimits"/> and in <c>docs/limits.md</c>.
/// </summary>
public enum RateLimit
{
    /// <summary>Attempts with a password, sign-ups, and renewals of sessions.</summary>
    SignIn = 1,

    /// <summary>Typed invitation codes.</summary>
    Code = 2,

    /// <summary>Reading without a token, and the start of an external sign-in.</summary>
    OpenReading = 3,

    /// <summary>Calls that change nothing and have no limit of their own.</summary>
    Reading = 4,

    /// <summary>Searches.</summary>
    Search = 5,

    /// <summary>The caller's own account: export, deletion, password, sessions.</summary>
    Account = 6,

    /// <summary>The caller's own profile.</summary>
    Profile = 7,

    /// <summary>Follow, block and mute, and their opposites.</summary>
    Relation = 8,

    /// <summary>Invitations to the service.</summary>
    Invitation = 9,

    /// <summary>Creating rooms.</summary>
    RoomCreation = 10,

    /// <summary>Ending rooms.</summary>
    RoomCommand = 11,

    /// <summary>Connections to rooms.</summary>
    Join = 12,

    /// <summary>Raising a hand.</summary>
    Hand = 13,

    /// <summary>Asking people on stage or into a room.</summary>
    StageInvitation = 14,

    /// <summary>Reactions.</summary>
    Reaction = 15,

    /// <summary>Founding clubs.</summary>
    ClubFounding = 16,

    /// <summary>All other commands about clubs.</summary>
    Club = 17,

    /// <summary>Scheduling events.</summary>
    EventScheduling = 18,

    /// <summary>All other commands about events.</summary>
    Event = 19,

    /// <summary>The caller's own inbox and its settings.</summary>
    Notification = 20,

    /// <summary>Reports and appeals. The desk itself accepts 20 reports a day from one account.</summary>
    Report = 21,

    /// <summary>Work on reports.</summary>
    Moderation = 22,

    /// <summary>Calls of an account with the operator's power. The operator's key has no limit.</summary>
    Operator = 23,
}
