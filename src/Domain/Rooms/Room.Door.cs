using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

// Who may know of the room and come in.
public sealed partial record Room
{
    /// <summary>Links into the room, those that have run out among them until the next one is made.</summary>
    public ImmutableArray<RoomLink> Links { get; private init; } = [];

    /// <summary>Whose relations decide at the door: those who hold the room and those on stage.</summary>
    public ImmutableArray<UserId> DoorKeepers =>
        [.. CoHosts.Add(Host).Add(Owner.Id).Concat(Stage.Members.Select(member => member.Person.Id)).Distinct()];

    /// <summary>
    /// May this person know that the room is there? Who holds it or is on stage always may; whom one of those has blocked, and
    /// whom the club keeps out, never.
    /// </summary>
    public bool IsVisibleTo(UserId user, Visitor visitor) =>
        IsHost(user) || FindOnStage(user) is not null
        || (!visitor.IsBlocked
            && (!visitor.IsOutsideClub || Invited.Contains(user))
            && (visitor.HasLink || IsNamed(user) || Settings.Kind == RoomKind.Open
                || (Settings.Kind == RoomKind.Social && visitor.IsFollowed)));

    /// <summary>True if the room shows itself to people who are not signed in.</summary>
    public bool IsVisibleToAnybody => Settings.Kind == RoomKind.Open && Club is not { MembersOnly: true };

    /// <summary>May this person come in, besides so many listeners?</summary>
    /// <param name="user">Who.</param>
    /// <param name="visitor">What is known of them outside.</param>
    /// <param name="listenerCount">As the listener grains reported.</param>
    /// <param name="limits">The room's bounds.</param>
    /// <returns>
    /// Null if they may. A room that is not for them looks as if there were none. <see cref="RoomRejection.Locked"/> is the last
    /// thing asked: nothing else stands in the way then.
    /// </returns>
    public RoomRejection? Admit(UserId user, Visitor visitor, int listenerCount, RoomLimits limits) =>
        !IsVisibleTo(user, visitor) ? RoomRejection.NotFound
        : Phase == RoomPhase.Ended ? RoomRejection.Ended
        : Removed.ContainsKey(user) ? RoomRejection.Removed
        : IsHost(user) || FindOnStage(user) is not null ? null
        : listenerCount >= limits.AudienceSizeMax ? RoomRejection.AudienceFull
        : IsLocked && !IsNamed(user) && !visitor.HasLink ? RoomRejection.Locked
        : null;

    /// <inheritdoc cref="Admit(UserId, Visitor, int, RoomLimits)"/>
    /// <param name="user">Who.</param>
    /// <param name="isFollowed">True if somebody on stage follows them; matters in a social room only.</param>
    /// <param name="listenerCount">As the listener grains reported.</param>
    /// <param name="limits">The room's bounds.</param>
    public RoomRejection? Admit(UserId user, bool isFollowed, int listenerCount, RoomLimits limits) =>
        Admit(user, new Visitor { IsFollowed = isFollowed }, listenerCount, limits);

    /// <summary>
    /// May this person, who knows of the room, see who is in the audience? Null if they may. The count is no secret.
    /// </summary>
    public RoomRejection? CheckRoster(UserId viewer) =>
        Removed.ContainsKey(viewer) ? RoomRejection.Removed
        : Settings.Attendance switch
        {
            AttendancePrivacy.Names => null,
            AttendancePrivacy.HostsOnly => IsHost(viewer) ? null : RoomRejection.RosterHidden,
            AttendancePrivacy.CountsOnly => RoomRejection.RosterHidden,
        };

    /// <summary>The link with this key, if it leads somewhere now.</summary>
    public RoomLink? FindLink(string? key, DateTimeOffset now) =>
        Links.FirstOrDefault(link => link.Key == key && now < link.ExpiresAt);

    /// <summary>Somebody comes by a link: a speaker's link invites them to the stage.</summary>
    public RoomDecision UseLink(UserId user, string key, RoomLimits limits, DateTimeOffset now) =>
        Phase == RoomPhase.Ended ? RoomRejection.Ended
        : Removed.ContainsKey(user) ? RoomRejection.Removed
        : FindLink(key, now) is not { Kind: RoomLinkKind.Speaker } || FindOnStage(user) is not null || Invited.Contains(user)
            ? RoomDecision.Unchanged(this)
        : Invited.Count >= limits.StageInvitationsMax ? RoomRejection.InvitationsFull
        : Happened(new StageInvited(user, Host), now);

    /// <summary>The club has lost somebody: they are put out, or if they hold the room, it ends.</summary>
    public RoomDecision RemoveFormerMember(UserId user, RoomLimits limits, DateTimeOffset now) =>
        Phase == RoomPhase.Ended || Removed.ContainsKey(user) ? RoomDecision.Unchanged(this)
        : RankOf(user) == StageRole.Host ? Happened(new RoomEnded(Host) { IsAbandoned = true }, now)
        : Remove(Owner.Id, user, isBan: false, limits, now);

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(MakeLink command, AskedCommand asked) =>
        MakeLink(asked.Actor.Id, command, asked.Limits, asked.Now);

    private RoomDecision MakeLink(UserId actor, MakeLink make, RoomLimits limits, DateTimeOffset now)
    {
        var live = Links.Count(link => now < link.ExpiresAt);
        return !IsHost(actor) ? RoomRejection.NotHost
            : make.ValidFor < limits.LinkLifetimeMin || make.ValidFor > limits.LinkLifetimeMax ? RoomRejection.LinkLifetimeInvalid
            : Links.Any(link => link.Id == make.Id) ? RoomDecision.Unchanged(this)
            : live >= limits.LinksMax ? RoomRejection.LinksFull
            : Happened(new LinkMade(new RoomLink(make.Id, make.Kind, make.Key, now + make.ValidFor), actor), now);
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(RevokeLink command, AskedCommand asked) =>
        RevokeLink(asked.Actor.Id, command.Id, asked.Now);

    private RoomDecision RevokeLink(UserId actor, string id, DateTimeOffset now) =>
        !IsHost(actor) ? RoomRejection.NotHost
        : Links.Any(link => link.Id == id) ? Happened(new LinkRevoked(id, actor), now)
        : RoomRejection.NoSuchLink;

    // Known to the room by name, whatever its kind: the door is theirs to pass.
    private bool IsNamed(UserId user) =>
        IsHost(user) || FindOnStage(user) is not null || Invited.Contains(user) || AskedIn.Contains(user);

    Room IRoomEventCases<Room>.CaseOf(LinkMade happened) => this with
    {
        Links = Links.RemoveAll(link => link.ExpiresAt <= happened.At).Add(happened.Link),
    };

    Room IRoomEventCases<Room>.CaseOf(LinkRevoked happened) =>
        this with { Links = Links.RemoveAll(link => link.Id == happened.Id) };
}
