using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Domain.Social;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Notifications;

/// <summary>How a person who is asked into a room can be let in.</summary>
public enum AskInWay
{
    /// <summary>They may enter: they are told.</summary>
    Notify = 1,

    /// <summary>
    /// The room must know its guests by name: the person who asks tells the room, and the room tells the guest.
    /// </summary>
    AskRoom = 2,

    /// <summary>They may not enter.</summary>
    Refuse = 3,
}

/// <summary>Who may ask a person into a room.</summary>
public static class AskInRules
{
    /// <summary>Why this person is not asked, or null: only people who follow the person who asks are.</summary>
    /// <param name="exists">True if there is such a person.</param>
    /// <param name="relation">How they stand to the person who asks.</param>
    public static InboxRejection? CheckPerson(bool exists, Relation relation) =>
        !exists || RelationRules.AreApart(relation) ? InboxRejection.PersonNotFound
        : !relation.HasFlag(Relation.Follows) ? InboxRejection.NotFollower
        : null;

    /// <summary>Why nobody else is asked for the time being, or null.</summary>
    /// <param name="askedInLastHour">People whom the person who asks has asked within an hour.</param>
    /// <param name="limits">The inbox's bounds.</param>
    public static InboxRejection? CheckPace(int askedInLastHour, InboxLimits limits) =>
        askedInLastHour >= limits.AskedInPerHour ? InboxRejection.TooManyAsked : null;

    /// <summary>Why nobody can be asked into this room, or null.</summary>
    /// <param name="ofAsker">The room's refusal of the person who asks; null if they may enter.</param>
    public static InboxRejection? CheckRoom(RoomRejection? ofAsker) => ofAsker switch
    {
        null => null,
        RoomRejection.NotFound => InboxRejection.RoomNotFound,
        RoomRejection.Ended => InboxRejection.RoomEnded,
        _ => InboxRejection.RoomForbidden,
    };

    /// <summary>How the person can be let in.</summary>
    /// <param name="ofAsked">The room's refusal of the person who is asked; null if they may enter.</param>
    public static AskInWay WayIn(RoomRejection? ofAsked) => ofAsked switch
    {
        null => AskInWay.Notify,
        RoomRejection.NotFound => AskInWay.AskRoom,
        _ => AskInWay.Refuse,
    };
}
