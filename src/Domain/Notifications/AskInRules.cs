using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Domain.Social;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Notifications;

/// <summary>How a person who is asked into a room gets in.</summary>
public enum AskInWay
{
    /// <summary>The person may enter already: only a notification is needed.</summary>
    Notify = 1,

    /// <summary>The room must admit the person by name first: the asker tells the room, and the room notifies the
    /// person.</summary>
    AskRoom = 2,

    /// <summary>The person may not enter.</summary>
    Refuse = 3,
}

/// <summary>Rules about asking a person into a room.</summary>
public static class AskInRules
{
    /// <summary>The reason why this person cannot be asked, or null. Only followers of the asker can be.</summary>
    /// <param name="exists">True if the person exists.</param>
    /// <param name="relation">The person's relation to the asker.</param>
    public static InboxRejection? CheckPerson(bool exists, Relation relation) =>
        !exists || RelationRules.AreApart(relation) ? InboxRejection.PersonNotFound
        : !relation.HasFlag(Relation.Follows) ? InboxRejection.NotFollower
        : null;

    /// <summary>The reason why the asker must wait before asking another person, or null.</summary>
    /// <param name="askedInLastHour">How many people the asker has asked within an hour.</param>
    /// <param name="limits">The inbox's bounds.</param>
    public static InboxRejection? CheckPace(int askedInLastHour, InboxLimits limits) =>
        askedInLastHour >= limits.AskedInPerHour ? InboxRejection.TooManyAsked : null;

    /// <summary>The reason why nobody can be asked into this room, or null.</summary>
    /// <param name="ofAsker">The room's refusal of the asker; null if the asker may enter.</param>
    public static InboxRejection? CheckRoom(RoomRejection? ofAsker) => ofAsker switch
    {
        null => null,
        RoomRejection.NotFound => InboxRejection.RoomNotFound,
        RoomRejection.Ended => InboxRejection.RoomEnded,
        _ => InboxRejection.RoomForbidden,
    };

    /// <summary>How the person gets in.</summary>
    /// <param name="ofAsked">The room's refusal of the person; null if the person may enter.</param>
    public static AskInWay WayIn(RoomRejection? ofAsked) => ofAsked switch
    {
        null => AskInWay.Notify,
        RoomRejection.NotFound => AskInWay.AskRoom,
        _ => AskInWay.Refuse,
    };
}
