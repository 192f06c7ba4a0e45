using System.Collections.Immutable;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Events;

namespace AudioRooms.Domain.Notifications;

/// <summary>
/// Among whom an announcement is told, decided anew for every page of people: what a room, club or event is by then decides who
/// may know of it. Null if nobody is to be told, or no longer.
/// </summary>
public static class AudienceRules
{
    /// <summary>What the announcement is in an inbox; null if it is nothing for people.</summary>
    public static NotificationKind? KindOf(AnnouncementKind kind) => kind switch
    {
        AnnouncementKind.RoomStarted => NotificationKind.RoomStarted,
        AnnouncementKind.StageInvited => NotificationKind.StageInvited,
        AnnouncementKind.RoomPing => NotificationKind.RoomPing,
        AnnouncementKind.SpokeOnStage => NotificationKind.SpokeOnStage,
        AnnouncementKind.ClubInvited => NotificationKind.ClubInvited,
        AnnouncementKind.ClubMemberJoined => NotificationKind.ClubMemberJoined,
        AnnouncementKind.ClubApplied => NotificationKind.ClubApplied,
        AnnouncementKind.ClubRoomStarted => NotificationKind.ClubRoomStarted,
        AnnouncementKind.Followed => NotificationKind.Followed,
        AnnouncementKind.FollowedBack => NotificationKind.FollowedBack,
        AnnouncementKind.EventScheduled => NotificationKind.EventScheduled,
        AnnouncementKind.EventMoved => NotificationKind.EventMoved,
        AnnouncementKind.EventCancelled => NotificationKind.EventCancelled,
        AnnouncementKind.EventReminder => NotificationKind.EventReminder,
        AnnouncementKind.EventHostReminder => NotificationKind.EventHostReminder,
        AnnouncementKind.EventStarting => NotificationKind.EventStarting,
        AnnouncementKind.RoomEnded or AnnouncementKind.ReportFiled or AnnouncementKind.AccountSuspended
            or AnnouncementKind.AccountReinstated => null,
    };

    /// <summary>What must be looked up before the audience can be told.</summary>
    public static AudienceSource SourceOf(AnnouncementKind kind) => KindOf(kind) switch
    {
        NotificationKind.RoomStarted or NotificationKind.ClubRoomStarted or NotificationKind.SpokeOnStage
            or NotificationKind.StageInvited or NotificationKind.RoomPing => AudienceSource.Room,
        NotificationKind.EventScheduled or NotificationKind.EventMoved or NotificationKind.EventCancelled
            or NotificationKind.EventReminder or NotificationKind.EventHostReminder or NotificationKind.EventStarting =>
            AudienceSource.Event,
        NotificationKind.ClubInvited or NotificationKind.ClubMemberJoined or NotificationKind.ClubApplied
            or NotificationKind.Followed or NotificationKind.FollowedBack => AudienceSource.Announcement,
        NotificationKind.Digest or null => AudienceSource.Nobody,
    };

    /// <summary>The part of a subject after its kind: "room/ID" gives ID.</summary>
    public static string IdOf(string subject) => subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Of something that needs no look-up.</summary>
    public static Audience? Of(Announcement a) => KindOf(a.Kind) switch
    {
        NotificationKind.ClubMemberJoined or NotificationKind.ClubApplied =>
            To(a) ?? new Audience(AudienceKind.ClubAdmins, a.Actor, IdOf(a.Subject)),
        _ => To(a),
    };

    /// <summary>The club that must be asked how the actor stands in it; null if none need be asked.</summary>
    public static string? ClubToAsk(Announcement a, RoomView room) =>
        a.Kind == AnnouncementKind.ClubRoomStarted && a.Actor is not null ? room.Card.Club?.Id : null;

    /// <summary>Of something that happened in a room.</summary>
    /// <param name="a">What happened.</param>
    /// <param name="room">The room now; null if there is none.</param>
    /// <param name="standing">
    /// How the actor stands in the room's club, if <see cref="ClubToAsk"/> names it; null if there is no such club.
    /// </param>
    public static Audience? OfRoom(Announcement a, RoomView? room, ClubStanding? standing)
    {
        if (room is not { Card.Phase: RoomPhase.Live })
        {
            return null;
        }

        // A room shows its owner and its stage.
        ImmutableArray<UserId> seen = [room.Card.Owner.Id, .. room.Stage.Members.Select(member => member.Person.Id)];
        var club = room.Card.Club;
        var audience = a.Kind switch
        {
            // A person who is invited may enter whatever the kind; a person who is asked in has been let in.
            AnnouncementKind.StageInvited => To(a),
            AnnouncementKind.RoomPing => To(a) is { } one ? one with { Kind = AudienceKind.FollowingRecipient } : null,
            AnnouncementKind.ClubRoomStarted => OfClubRoom(a.Actor, club, standing),
            _ when room.Card.Kind == RoomKind.Closed => null,
            AnnouncementKind.SpokeOnStage when room.Stage.Members.All(member => member.Person.Id != a.Actor) => null,
            AnnouncementKind.SpokeOnStage => new Audience(AudienceKind.KeenFollowers, a.Actor, string.Empty)
            {
                MembersOf = club is { MembersOnly: true } ? club.Id : null,
            },

            // People who belong to the club are told by the club.
            _ when club is { MembersOnly: true } => null,
            _ => new Audience(AudienceKind.Followers, a.Actor, string.Empty) { NotOf = club?.Id },
        };
        var isSocial = room.Card.Kind == RoomKind.Social && a.Recipient is null && a.Kind != AnnouncementKind.ClubRoomStarted;
        return audience is null ? null : audience with { Seen = seen, FollowedBy = isSocial ? seen : null };
    }

    /// <summary>Of an event.</summary>
    /// <param name="a">What happened.</param>
    /// <param name="series">The event now; null if there is none.</param>
    /// <param name="hostStanding">
    /// How the event's host stands in its club; null if there is no such club, or the event has none.
    /// </param>
    public static Audience? OfEvent(Announcement a, EventSeries? series, ClubStanding? hostStanding)
    {
        if (series is null)
        {
            return null;
        }

        var host = series.Plan.Host.Id;
        var isForMembers = EventVisibility.IsForMembers(series.Plan, hostStanding);
        var audience = To(a) ?? a.Kind switch
        {
            // People who follow or come are reminded at the start too, by name: not everybody comes to every occurrence.
            AnnouncementKind.EventHostReminder or AnnouncementKind.EventStarting =>
                new Audience(AudienceKind.EventHosts, null, series.Id),
            AnnouncementKind.EventReminder => new Audience(AudienceKind.EventPeople, null, series.Id),
            AnnouncementKind.EventMoved or AnnouncementKind.EventCancelled =>
                new Audience(AudienceKind.EventEverybody, a.Actor, series.Id),
            _ when isForMembers => new Audience(AudienceKind.ClubMembers, a.Actor ?? host, series.Plan.ClubId),
            _ => new Audience(AudienceKind.Followers, a.Actor ?? host, string.Empty),
        };
        return audience with { Seen = [host], MembersOf = isForMembers ? series.Plan.ClubId : null };
    }

    /// <summary>The announcement as one person's inbox gets it.</summary>
    /// <param name="a">What happened; something for people.</param>
    /// <param name="id">The announcement's.</param>
    /// <param name="isSparing">
    /// True if the person wants to hear of the actor sometimes only. It holds for rooms that open.
    /// </param>
    public static Notification NotificationOf(Announcement a, string id, bool isSparing) => new(
        id,
        KindOf(a.Kind) ?? throw new ArgumentException($"{a.Kind} is nothing for people.", nameof(a)),
        a.Actor,
        a.Subject,
        a.Text ?? string.Empty,
        a.Club,
        a.At,
        isSparing && a.Kind == AnnouncementKind.RoomStarted);

    /// <summary>
    /// Before which time what was told of the subject is to be taken back, because the subject is over; null if it is not.
    /// </summary>
    /// <param name="a">What happened.</param>
    /// <param name="series">The event that it is about; null if there is none, or it is about something else.</param>
    public static DateTimeOffset? WithdrawsBefore(Announcement a, EventSeries? series) => a.Kind switch
    {
        // What a room was announced with in its last millisecond goes too.
        AnnouncementKind.RoomEnded => a.At + TimeSpan.FromMilliseconds(1),

        // That an event is cancelled is told, and stays. A cancelled occurrence leaves what was said of the others of its series.
        AnnouncementKind.EventCancelled when series is null or { CancelledAt: not null } => a.At,
        _ => null,
    };

    // Of a public club everybody who follows it or belongs to it; of a private one the members who follow the person who opens
    // the room.
    private static Audience? OfClubRoom(UserId? starter, RoomClub? club, ClubStanding? standing)
    {
        if (starter is not { } actor || club is null || standing is null)
        {
            return null;
        }

        var kind = standing.IsPrivate ? AudienceKind.ClubMembersWhoFollow
            : club.MembersOnly ? AudienceKind.ClubMembers
            : AudienceKind.ClubPeople;
        return new Audience(kind, actor, club.Id);
    }

    private static Audience? To(Announcement a) =>
        a.Recipient is { } recipient ? new Audience(AudienceKind.Recipient, a.Actor, recipient.Value) : null;
}

/// <summary>Where the answer lies who may be told.</summary>
public enum AudienceSource
{
    /// <summary>In the room as it is now: <see cref="AudienceRules.OfRoom"/>.</summary>
    Room = 1,

    /// <summary>In the event as it is now: <see cref="AudienceRules.OfEvent"/>.</summary>
    Event = 2,

    /// <summary>In the announcement itself: <see cref="AudienceRules.Of"/>.</summary>
    Announcement = 3,

    /// <summary>Nobody is told.</summary>
    Nobody = 4,
}
