using System.Collections.Immutable;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Events;

namespace AudioRooms.Domain.Notifications;

/// <summary>Decides which people are told of an announcement. The decision is made again for every page of people, because the
/// state of the room, club or event at that time decides who may know of it. Null if nobody is to be told, or no
/// longer.</summary>
public static class AudienceRules
{
    /// <summary>The kind of notification; null if the announcement is not for people.</summary>
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

    /// <summary>What must be read before the audience can be determined.</summary>
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

    /// <summary>The audience of an announcement that needs no further reading.</summary>
    public static Audience? Of(Announcement a) => KindOf(a.Kind) switch
    {
        NotificationKind.ClubMemberJoined or NotificationKind.ClubApplied =>
            To(a) ?? new Audience(AudienceKind.ClubAdmins, a.Actor, IdOf(a.Subject)),
        _ => To(a),
    };

    /// <summary>The club whose answer about the actor is needed; null if none is.</summary>
    public static string? ClubToAsk(Announcement a, RoomView room) =>
        a.Kind == AnnouncementKind.ClubRoomStarted && a.Actor is not null ? room.Card.Club?.Id : null;

    /// <summary>The audience of an announcement about a room.</summary>
    /// <param name="room">The room now; null if it does not exist.</param>
    /// <param name="standing">The actor's standing in the club that <see cref="ClubToAsk"/> names; null if it names none or the
    /// club does not exist.</param>
    public static Audience? OfRoom(Announcement a, RoomView? room, ClubStanding? standing)
    {
        if (room is not { Card.Phase: RoomPhase.Live })
        {
            return null;
        }

        // A room card shows the owner and the stage.
        ImmutableArray<UserId> seen = [room.Card.Owner.Id, .. room.Stage.Members.Select(member => member.Person.Id)];
        var club = room.Card.Club;
        var audience = a.Kind switch
        {
            // An invited person may enter a room of any kind, and a person who was asked in has been admitted.
            AnnouncementKind.StageInvited => To(a),
            AnnouncementKind.RoomPing => To(a) is { } one ? one with { Kind = AudienceKind.FollowingRecipient } : null,
            AnnouncementKind.ClubRoomStarted => OfClubRoom(a.Actor, club, standing),
            _ when room.Card.Kind == RoomKind.Closed => null,
            AnnouncementKind.SpokeOnStage when room.Stage.Members.All(member => member.Person.Id != a.Actor) => null,
            AnnouncementKind.SpokeOnStage => new Audience(AudienceKind.KeenFollowers, a.Actor, string.Empty)
            {
                MembersOf = club is { MembersOnly: true } ? club.Id : null,
            },

            // People who belong to the club are told by the club's announcement.
            _ when club is { MembersOnly: true } => null,
            _ => new Audience(AudienceKind.Followers, a.Actor, string.Empty) { NotOf = club?.Id },
        };
        var isSocial = room.Card.Kind == RoomKind.Social && a.Recipient is null && a.Kind != AnnouncementKind.ClubRoomStarted;
        return audience is null ? null : audience with { Seen = seen, FollowedBy = isSocial ? seen : null };
    }

    /// <summary>The audience of an announcement about an event.</summary>
    /// <param name="series">The event now; null if it does not exist.</param>
    /// <param name="hostStanding">The standing of the event's host in its club; null if the club does not exist or the event has
    /// none.</param>
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
            // Followers and attendees get their own announcement at the start, each by name, because not everybody attends every
            // occurrence.
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

    /// <summary>The announcement as a notification for one person's inbox.</summary>
    /// <param name="a">An announcement for people.</param>
    /// <param name="id">Id of the announcement.</param>
    /// <param name="isSparing">True if the person wants to hear of the actor sometimes only. It applies to opened rooms.</param>
    public static Notification NotificationOf(Announcement a, string id, bool isSparing) => new(
        id,
        KindOf(a.Kind) ?? throw new ArgumentException($"{a.Kind} is nothing for people.", nameof(a)),
        a.Actor,
        a.Subject,
        a.Text ?? string.Empty,
        a.Club,
        a.At,
        isSparing && a.Kind == AnnouncementKind.RoomStarted);

    /// <summary>The time before which notifications about the subject are withdrawn, because the subject is over; null to
    /// withdraw none.</summary>
    /// <param name="series">The event of the announcement; null if it does not exist or the announcement is about something
    /// else.</param>
    public static DateTimeOffset? WithdrawsBefore(Announcement a, EventSeries? series) => a.Kind switch
    {
        // One millisecond more, so that announcements of the room's last millisecond are withdrawn too.
        AnnouncementKind.RoomEnded => a.At + TimeSpan.FromMilliseconds(1),

        // The notice of the cancellation itself stays. A cancelled occurrence does not withdraw notices about other occurrences.
        AnnouncementKind.EventCancelled when series is null or { CancelledAt: not null } => a.At,
        _ => null,
    };

    // For a public club everybody who follows it or belongs to it; for a private club the members who follow the person who opens
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

/// <summary>Where the data that determines the audience comes from.</summary>
public enum AudienceSource
{
    /// <summary>The room as it is now: <see cref="AudienceRules.OfRoom"/>.</summary>
    Room = 1,

    /// <summary>The event as it is now: <see cref="AudienceRules.OfEvent"/>.</summary>
    Event = 2,

    /// <summary>The announcement itself: <see cref="AudienceRules.Of"/>.</summary>
    Announcement = 3,

    /// <summary>No data: nobody is told.</summary>
    Nobody = 4,
}
