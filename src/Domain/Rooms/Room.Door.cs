using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

// Who may know of the room and enter it.
public sealed partial record Room
{
    /// <summary>Links into the room. Expired links stay until the next one is created.</summary>
    public ImmutableArray<RoomLink> Links { get; private init; } = [];

    /// <summary>The people whose follows and blocks decide who may enter: owner, host, co-hosts and everybody on stage.</summary>
    public ImmutableArray<UserId> DoorKeepers =>
        [.. CoHosts.Add(Host).Add(Owner.Id).Concat(Stage.Members.Select(member => member.Person.Id)).Distinct()];

    /// <summary>True if this person may know that the room exists. Hosts and people on stage always may. A person that one of
    /// them has blocked, or that the club keeps out, may not.</summary>
    public bool IsVisibleTo(UserId user, Visitor visitor) =>
        IsHost(user) || FindOnStage(user) is not null
        || (!visitor.IsBlocked
            && (!visitor.IsOutsideClub || Invited.Contains(user))
            && (visitor.HasLink || IsNamed(user) || Settings.Kind == RoomKind.Open
                || (Settings.Kind == RoomKind.Social && visitor.IsFollowed)));

    /// <summary>True if visitors who are not signed in may see the room.</summary>
    public bool IsVisibleToAnybody => Settings.Kind == RoomKind.Open && Club is not { MembersOnly: true };

    /// <summary>Decides whether this person may enter.</summary>
    /// <param name="visitor">Follows, blocks, club and link of the person, which the room does not know itself.</param>
    /// <param name="listenerCount">Listeners in the room now, as the listener grains reported.</param>
    /// <param name="limits">The room's bounds.</param>
    /// <returns>Null if the person may enter. A room that the person may not know of gives <see cref="RoomRejection.NotFound"/>.
    /// <see cref="RoomRejection.Locked"/> is checked last, so it is given only if nothing else stands in the way.</returns>
    public RoomRejection? Admit(UserId user, Visitor visitor, int listenerCount, RoomLimits limits) =>
        !IsVisibleTo(user, visitor) ? RoomRejection.NotFound
        : Phase == RoomPhase.Ended ? RoomRejection.Ended
        : Removed.ContainsKey(user) ? RoomRejection.Removed
        : IsHost(user) || FindOnStage(user) is not null ? null
        : listenerCount >= limits.AudienceSizeMax ? RoomRejection.AudienceFull
        : IsLocked && !IsNamed(user) && !visitor.HasLink ? RoomRejection.Locked
        : null;

    /// <inheritdoc cref="Admit(UserId, Visitor, int, RoomLimits)"/>
    /// <param name="isFollowed">True if a person on stage follows the user; matters in a social room only.</param>
    public RoomRejection? Admit(UserId user, bool isFollowed, int listenerCount, RoomLimits limits) =>
        Admit(user, new Visitor { IsFollowed = isFollowed }, listenerCount, limits);

    /// <summary>Null if a person who knows of the room may see the listeners' names. Everybody may see their number.</summary>
    public RoomRejection? CheckRoster(UserId viewer) =>
        Removed.ContainsKey(viewer) ? RoomRejection.Removed
        : Settings.Attendance switch
        {
            AttendancePrivacy.Names => null,
            AttendancePrivacy.HostsOnly => IsHost(viewer) ? null : RoomRejection.RosterHidden,
            AttendancePrivacy.CountsOnly => RoomRejection.RosterHidden,
        };

    /// <summary>The link with this key, if it is valid now.</summary>
    public RoomLink? FindLink(string? key, DateTimeOffset now) =>
        Links.FirstOrDefault(link => link.Key == key && now < link.ExpiresAt);

    /// <summary>Applies a link that a person followed. A speaker's link invites the person to the stage.</summary>
    public RoomDecision UseLink(UserId user, string key, RoomLimits limits, DateTimeOffset now) =>
        Phase == RoomPhase.Ended ? RoomRejection.Ended
        : Removed.ContainsKey(user) ? RoomRejection.Removed
        : FindLink(key, now) is not { Kind: RoomLinkKind.Speaker } || FindOnStage(user) is not null || Invited.Contains(user)
            ? RoomDecision.Unchanged(this)
        : Invited.Count >= limits.StageInvitationsMax ? RoomRejection.InvitationsFull
        : Happened(new StageInvited(user, Host), now);

    /// <summary>Removes a person who is no longer in the room's club. If the person holds the room, the room ends.</summary>
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

    // True if the room knows the person by name and so admits the person, whatever its kind.
    private bool IsNamed(UserId user) =>
        IsHost(user) || FindOnStage(user) is not null || Invited.Contains(user) || AskedIn.Contains(user);

    Room IRoomEventCases<Room>.CaseOf(LinkMade happened) => this with
    {
        Links = Links.RemoveAll(link => link.ExpiresAt <= happened.At).Add(happened.Link),
    };

    Room IRoomEventCases<Room>.CaseOf(LinkRevoked happened) =>
        this with { Links = Links.RemoveAll(link => link.Id == happened.Id) };
}
