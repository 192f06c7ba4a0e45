using System.Collections.Immutable;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Events;

namespace AudioRooms.Grains.Notifications;

/// <summary>
/// Among whom an announcement is told, asked anew for every page: what a room, club or event is by then decides who may know of it. Null if
/// nobody is to be told, or no longer.
/// </summary>
internal sealed class InboxAudienceRules(IGrainFactory grains, EventStore events)
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

    /// <summary>The part of a subject after its kind: "room/ID" gives ID.</summary>
    public static string IdOf(string subject) => subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Who may be told now; several audiences come one after the other.</summary>
    public async Task<Audience?> OfAsync(Announcement a) => KindOf(a.Kind) switch
    {
        NotificationKind.RoomStarted or NotificationKind.ClubRoomStarted or NotificationKind.SpokeOnStage
            or NotificationKind.StageInvited or NotificationKind.RoomPing => await OfRoomAsync(a),
        NotificationKind.EventScheduled or NotificationKind.EventMoved or NotificationKind.EventCancelled or NotificationKind.EventReminder
            or NotificationKind.EventHostReminder or NotificationKind.EventStarting => await OfEventAsync(a),
        NotificationKind.ClubInvited => To(a),
        NotificationKind.ClubMemberJoined or NotificationKind.ClubApplied => To(a) ?? new Audience(AudienceKind.ClubAdmins, a.Actor, IdOf(a.Subject)),
        NotificationKind.Followed or NotificationKind.FollowedBack => To(a),
        NotificationKind.Digest or null => null,
    };

    private async Task<Audience?> OfRoomAsync(Announcement a)
    {
        var reply = await grains.GetGrain<IRoomGrain>(IdOf(a.Subject)).GetAsync();
        if (reply.Value is not { Card.Phase: RoomPhase.Live } room)
        {
            return null;
        }

        // A room shows its owner and its stage.
        ImmutableArray<UserId> seen = [room.Card.Owner.Id, .. room.Stage.Members.Select(member => member.Person.Id)];
        var club = room.Card.Club;
        var audience = a.Kind switch
        {
            // Whoever is invited may enter whatever the kind; whoever is asked in has been let in.
            AnnouncementKind.StageInvited => To(a),
            AnnouncementKind.RoomPing => To(a) is { } one ? one with { Kind = AudienceKind.FollowingRecipient } : null,
            AnnouncementKind.ClubRoomStarted => club is null ? null : await OfClubRoomAsync(a.Actor, club),
            _ when room.Card.Kind == RoomKind.Closed => null,
            AnnouncementKind.SpokeOnStage when room.Stage.Members.All(member => member.Person.Id != a.Actor) => null,
            AnnouncementKind.SpokeOnStage => new Audience(AudienceKind.KeenFollowers, a.Actor, string.Empty)
            {
                MembersOf = club is { MembersOnly: true } ? club.Id : null,
            },

            // Whoever belongs to the club is told by the club.
            _ => club is { MembersOnly: true } ? null : new Audience(AudienceKind.Followers, a.Actor, string.Empty) { NotOf = club?.Id },
        };
        var isSocial = room.Card.Kind == RoomKind.Social && a.Recipient is null && a.Kind != AnnouncementKind.ClubRoomStarted;
        return audience is null ? null : audience with { Seen = seen, FollowedBy = isSocial ? seen : null };
    }

    // Of a public club whoever follows it or belongs to it; of a private one the members who follow whoever opens the room.
    private async Task<Audience?> OfClubRoomAsync(UserId? starter, RoomClub club) => starter is { } actor
        ? await grains.GetGrain<IClubGrain>(club.Id).StandingOfAsync(actor) switch
        {
            null => null,
            { IsPrivate: true } => new Audience(AudienceKind.ClubMembersWhoFollow, actor, club.Id),
            _ => new Audience(club.MembersOnly ? AudienceKind.ClubMembers : AudienceKind.ClubPeople, actor, club.Id),
        }
        : null;

    private async Task<Audience?> OfEventAsync(Announcement a)
    {
        if (await events.LoadAsync(IdOf(a.Subject)) is not { } series)
        {
            return null;
        }

        var host = series.Plan.Host.Id;
        var isForMembers = await EventVisibility.IsForMembersAsync(grains, series.Plan, host);
        var audience = To(a) ?? a.Kind switch
        {
            // Whoever follows or comes is reminded at the start too, by name: not everybody comes to every occurrence.
            AnnouncementKind.EventHostReminder or AnnouncementKind.EventStarting => new Audience(AudienceKind.EventHosts, null, series.Id),
            AnnouncementKind.EventReminder => new Audience(AudienceKind.EventPeople, null, series.Id),
            AnnouncementKind.EventMoved or AnnouncementKind.EventCancelled => new Audience(AudienceKind.EventEverybody, a.Actor, series.Id),
            _ when isForMembers => new Audience(AudienceKind.ClubMembers, a.Actor ?? host, series.Plan.ClubId),
            _ => new Audience(AudienceKind.Followers, a.Actor ?? host, string.Empty),
        };
        return audience with { Seen = [host], MembersOf = isForMembers ? series.Plan.ClubId : null };
    }

    private static Audience? To(Announcement a) =>
        a.Recipient is { } recipient ? new Audience(AudienceKind.Recipient, a.Actor, recipient.Value) : null;
}
