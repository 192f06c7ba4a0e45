namespace AudioRooms.Protocol.Bounds;

/// <summary>What is counted together. Every member has a row in <see cref="RateLimits"/> and in <c>docs/limits.md</c>.</summary>
public enum RateLimit
{
    /// <summary>Passwords tried, accounts asked for, sessions renewed.</summary>
    SignIn = 1,

    /// <summary>Invitation codes that somebody typed.</summary>
    Code = 2,

    /// <summary>What may be read without a token, and the beginning of an external sign-in.</summary>
    OpenReading = 3,

    /// <summary>Whatever changes nothing and has no limit of its own.</summary>
    Reading = 4,

    /// <summary>Searches.</summary>
    Search = 5,

    /// <summary>One's own account: export, end, password, sessions.</summary>
    Account = 6,

    /// <summary>One's own profile.</summary>
    Profile = 7,

    /// <summary>Follow, block, mute, and their ends.</summary>
    Relation = 8,

    /// <summary>Invitations to the service.</summary>
    Invitation = 9,

    /// <summary>Rooms made.</summary>
    RoomCreation = 10,

    /// <summary>Rooms ended, by those who may.</summary>
    RoomCommand = 11,

    /// <summary>Connections to rooms.</summary>
    Join = 12,

    /// <summary>Hands raised.</summary>
    Hand = 13,

    /// <summary>People asked on stage or into a room.</summary>
    StageInvitation = 14,

    /// <summary>Reactions.</summary>
    Reaction = 15,

    /// <summary>Clubs founded.</summary>
    ClubFounding = 16,

    /// <summary>Whatever else is done in clubs.</summary>
    Club = 17,

    /// <summary>Events scheduled.</summary>
    EventScheduling = 18,

    /// <summary>Whatever else is done with events.</summary>
    Event = 19,

    /// <summary>One's inbox and its settings.</summary>
    Notification = 20,

    /// <summary>Reports and appeals. The desk itself takes 20 reports a day.</summary>
    Report = 21,

    /// <summary>Work on reports.</summary>
    Moderation = 22,

    /// <summary>What an account with the power of an operator does. The operator's key has no limit.</summary>
    Operator = 23,
}
