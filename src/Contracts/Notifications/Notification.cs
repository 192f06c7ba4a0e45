using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Notifications;

/// <summary>What an inbox may hold. Closed: each member has a wire form and can be muted on its own.</summary>
public enum NotificationKind
{
    /// <summary>Somebody whom the user follows opened a room.</summary>
    RoomStarted = 1,

    /// <summary>Somebody asks the user into a room.</summary>
    PingedIntoRoom = 2,

    /// <summary>A host asks the user on stage.</summary>
    InvitedToStage = 3,

    /// <summary>A club asks the user to join, or let them in.</summary>
    ClubInvitation = 4,

    /// <summary>A club's leader is to judge an application.</summary>
    ClubApplication = 5,

    /// <summary>An event begins soon, or has begun.</summary>
    EventReminder = 6,

    /// <summary>An event that the user wanted to attend was moved or cancelled.</summary>
    EventChanged = 7,

    /// <summary>Somebody follows the user.</summary>
    Followed = 8,

    /// <summary>An invitation of the user was accepted.</summary>
    InvitationAccepted = 9,

    /// <summary>The operator speaks to the user: a warning, the outcome of a report.</summary>
    FromOperator = 10,
}

/// <summary>One line of a user's inbox.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Actor">Who caused it; null for the operator and the clock. Never somebody who was blocked or muted.</param>
/// <param name="Subject">Id of the room, club, event or user that it leads to.</param>
/// <param name="Text">Title of the subject at that time, at most 120 characters; no markup.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.Notification")]
public sealed record Notification(
    [property: Id(0)] NotificationKind Kind,
    [property: Id(1)] Person? Actor,
    [property: Id(2)] string Subject,
    [property: Id(3)] string Text);
