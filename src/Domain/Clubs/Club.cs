using System.Collections.Immutable;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Clubs;

/// <summary>The rules of one club, as a value: a command returns a <see cref="ClubDecision"/> and changes nothing. The club has
/// exactly one owner at every moment. Every rule first checks in one place whether the user may see the club, so that a private
/// club gives outsiders the same answer as a club that does not exist.</summary>
public sealed partial record Club
{
    private Club(string id, ClubKind kind, string name, ClubSettings settings, DateTimeOffset createdAt)
    {
        Id = id;
        Kind = kind;
        Name = name;
        Settings = settings;
        CreatedAt = createdAt;
    }

    public string Id { get; }

    public ClubKind Kind { get; }

    /// <summary>1 to 40 characters.</summary>
    public string Name { get; }

    public ClubSettings Settings { get; private init; }

    /// <summary>Grows by one with every change of the rules; 0 if there never were any.</summary>
    public int RulesEdition { get; private init; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>When it was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private init; }

    /// <summary>Grows by one with every change; 1 after the founding. The store refuses a writer that is not at the stored
    /// version.</summary>
    public long Version { get; private init; }

    /// <summary>Everybody with a role, a ban, an application or an invitation.</summary>
    public ImmutableDictionary<UserId, ClubSeat> Seats { get; private init; } = ImmutableDictionary<UserId, ClubSeat>.Empty;

    /// <summary>Members, leaders and the owner.</summary>
    public int MemberCount { get; private init; }

    /// <summary>Followers who are not members.</summary>
    public int FollowerCount { get; private init; }

    /// <summary>Open applications and invitations.</summary>
    public int PendingCount { get; private init; }

    public UserId Owner { get; private init; }

    /// <summary>True if people outside may not know that the club exists.</summary>
    public bool IsPrivate => Kind == ClubKind.Private;

    /// <summary>Founds a club.</summary>
    public static ClubDecision Found(string id, FoundClub command, ClubLimits limits, DateTimeOffset now)
    {
        var name = PlainText.Tidy(command.Name);
        if (!ClubName.IsValid(name))
        {
            return ClubRejection.NameInvalid;
        }

        var settings = ClubTexts.Normalise(command.Settings);
        if (ClubTexts.Check(settings, limits) is { } rejection)
        {
            return rejection;
        }

        var club = new Club(id, command.Kind, name, settings, now)
        {
            RulesEdition = settings.Rules.Length > 0 ? 1 : 0,
            Version = 1,
            Owner = command.Owner.Id,
        };
        return ClubDecision.Of(
            club.With(new ClubSeat(command.Owner.Id, command.Owner, ClubRole.Owner, ClubPending.None, string.Empty, now)),
            command.Owner.Id);
    }

    /// <summary>The club as it was stored.</summary>
    /// <exception cref="InvalidDataException">The stored club has no owner or several.</exception>
    public static Club Restore(StoredClub stored)
    {
        var club = new Club(stored.Id, stored.Kind, stored.Name, stored.Settings, stored.CreatedAt)
        {
            RulesEdition = stored.RulesEdition,
            ClosedAt = stored.ClosedAt,
            Version = stored.Version,
        };
        var owners = stored.Seats.Where(seat => seat.Role == ClubRole.Owner).ToArray();
        if (owners.Length != 1)
        {
            throw new InvalidDataException($"Club {stored.Id} has {owners.Length} owners; exactly 1 was expected.");
        }

        return club with
        {
            Owner = owners[0].User,
            Seats = stored.Seats.ToImmutableDictionary(seat => seat.User),
            MemberCount = stored.Seats.Count(seat => seat.Belongs),
            FollowerCount = stored.Seats.Count(seat => seat.Role == ClubRole.Follower),
            PendingCount = stored.Seats.Count(seat => seat.Pending != ClubPending.None),
        };
    }

    public ClubRole RoleOf(UserId user) => Seats.GetValueOrDefault(user)?.Role ?? ClubRole.None;

    /// <summary>True if the user may know that the club exists.</summary>
    public bool IsVisibleTo(UserId user) => !IsPrivate
        || (Seats.GetValueOrDefault(user) is { } seat && (seat.Belongs || seat.Pending == ClubPending.Invited));

    /// <summary>True if the user may open rooms and schedule events here.</summary>
    public bool MayOpenRooms(UserId user) => ClosedAt is null && ClubPowers.MayOpenRooms(RoleOf(user), Settings.RoomOpeners);

    /// <summary>The club as the user may see it, or the reason of the refusal.</summary>
    public ClubReply<ClubView> ViewFor(UserId viewer) => IsVisibleTo(viewer) ? Describe(viewer) : ClubRejection.NotFound;

    /// <summary>The club as a user sees it without a check; for the answer to a user who just left a private club.</summary>
    public ClubView Describe(UserId viewer)
    {
        var seat = Seats.GetValueOrDefault(viewer);
        return new ClubView(
            Id,
            Kind,
            Name,
            Settings,
            RulesEdition,
            Seats[Owner].Person ?? new Person(Owner, string.Empty, string.Empty),
            MemberCount,
            FollowerCount,
            CreatedAt,
            ClosedAt,
            seat?.Role ?? ClubRole.None,
            seat?.Pending ?? ClubPending.None,
            MayOpenRooms(viewer));
    }

    /// <summary>Why the user may not see this listing, or null.</summary>
    public ClubRejection? CheckListing(UserId viewer, ClubListing listing) => !IsVisibleTo(viewer)
        ? ClubRejection.NotFound
        : listing switch
        {
            // A person who is only invited to a private club may not see its members.
            ClubListing.Members => IsPrivate && !ClubSeat.IsMembership(RoleOf(viewer)) ? ClubRejection.NotAllowed : null,
            ClubListing.Applications => Refusal(viewer, ClubPower.Judge),
            ClubListing.Invitations => Refusal(viewer, ClubPower.Invite),
            ClubListing.Banned => Refusal(viewer, ClubPower.Expel),
        };

    /// <summary>Replaces the settings.</summary>
    public ClubDecision Edit(UserId actor, ClubSettings settings, ClubLimits limits)
    {
        settings = ClubTexts.Normalise(settings);
        if ((CheckPower(actor, ClubPower.Edit) ?? ClubTexts.Check(settings, limits)) is { } rejection)
        {
            return rejection;
        }

        return ClubDecision.Of(this with
        {
            Settings = settings,
            RulesEdition = settings.Rules == Settings.Rules ? RulesEdition : RulesEdition + 1,
            Version = Version + 1,
        });
    }

    /// <summary>Closes the club for ever.</summary>
    public ClubDecision Close(UserId actor, DateTimeOffset now) => CheckPower(actor, ClubPower.Dispose) is { } rejection
        ? rejection
        : ClubDecision.Of(this with { ClosedAt = now, Version = Version + 1 });

    /// <summary>Makes a member or leader the owner; the previous owner becomes a leader.</summary>
    public ClubDecision HandOver(UserId actor, UserId heir, DateTimeOffset now)
    {
        if (CheckPower(actor, ClubPower.Dispose) is { } rejection)
        {
            return rejection;
        }

        if (heir == actor)
        {
            return Unchanged();
        }

        if (Seats.GetValueOrDefault(heir) is not { Belongs: true } seat)
        {
            return ClubRejection.NotMember;
        }

        var next = this with { Owner = heir, Version = Version + 1 };
        return ClubDecision.Of(
            next.With(seat with { Role = ClubRole.Owner, Since = now }).With(
                Seats[actor] with { Role = ClubRole.Leader, Since = now }),
            actor,
            heir);
    }

    private ClubDecision Unchanged() => ClubDecision.Of(this);

    private ClubDecision Seat(ClubSeat seat) => ClubDecision.Of((this with { Version = Version + 1 }).With(seat), seat.User);

    private ClubDecision Unseat(UserId user) => Seats.GetValueOrDefault(user) is not { } seat
        ? Unchanged()
        : ClubDecision.Of(
            (this with { Version = Version + 1, Seats = Seats.Remove(user) }).Count(seat, -1),
            user);

    /// <summary>This state with one seat replaced, and the counts adjusted.</summary>
    private Club With(ClubSeat seat)
    {
        var before = Seats.GetValueOrDefault(seat.User);
        var next = this with { Seats = Seats.SetItem(seat.User, seat) };
        return (before is null ? next : next.Count(before, -1)).Count(seat, 1);
    }

    private Club Count(ClubSeat seat, int by) => this with
    {
        MemberCount = MemberCount + (seat.Belongs ? by : 0),
        FollowerCount = FollowerCount + (seat.Role == ClubRole.Follower ? by : 0),
        PendingCount = PendingCount + (seat.Pending != ClubPending.None ? by : 0),
    };

    private ClubRejection? Check(UserId user) => !IsVisibleTo(user) ? ClubRejection.NotFound
        : ClosedAt is not null ? ClubRejection.Closed
        : null;

    private ClubRejection? CheckPower(UserId actor, ClubPower power) => Check(actor) ?? Refusal(actor, power);

    private ClubRejection? Refusal(UserId actor, ClubPower power) =>
        ClubPowers.Has(RoleOf(actor), power) ? null : ClubRejection.NotAllowed;
}
