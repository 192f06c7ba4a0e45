using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Clubs;

/// <content>Joining, leaving and being removed. A repeated command changes nothing and is no error.</content>
public sealed partial record Club
{
    /// <summary>Makes the person a follower, who is notified of the club's public rooms and events.</summary>
    public ClubDecision Follow(Person person, ClubLimits limits, DateTimeOffset now)
    {
        if (Check(person.Id) is { } rejection)
        {
            return rejection;
        }

        var seat = SeatOf(person, now);
        return seat.Role switch
        {
            ClubRole.Banned => ClubRejection.Banned,
            ClubRole.Follower or ClubRole.Member or ClubRole.Leader or ClubRole.Owner => Unchanged(),
            ClubRole.None when IsPrivate => ClubRejection.InvitationNeeded,
            ClubRole.None when FollowerCount >= limits.FollowerCountMax => ClubRejection.Full,
            ClubRole.None => Seat(seat with { Role = ClubRole.Follower }),
        };
    }

    /// <summary>Makes the person a member: of a show, or of any club that invited the person.</summary>
    public ClubDecision Join(Person person, int acceptedRules, ClubLimits limits, DateTimeOffset now)
    {
        if (CheckComing(person.Id) is { } rejection)
        {
            return rejection;
        }

        var seat = SeatOf(person, now);
        if (seat.Belongs)
        {
            return Unchanged();
        }

        if (seat.Pending != ClubPending.Invited && Kind != ClubKind.Show)
        {
            return Kind == ClubKind.Community ? ClubRejection.ApplicationNeeded : ClubRejection.InvitationNeeded;
        }

        return !AcceptsRules(acceptedRules) ? ClubRejection.RulesNotAccepted : Enter(seat, limits, now);
    }

    /// <summary>Applies for membership of a community. A second application replaces the answer of the first.</summary>
    public ClubDecision Apply(Person person, string answer, int acceptedRules, ClubLimits limits, DateTimeOffset now)
    {
        if (CheckComing(person.Id) is { } rejection)
        {
            return rejection;
        }

        var seat = SeatOf(person, now);
        if (seat.Belongs)
        {
            return Unchanged();
        }

        if (Kind != ClubKind.Community)
        {
            return ClubRejection.NothingToApplyFor;
        }

        answer = PlainText.Tidy(answer);
        if (!ClubTexts.IsAnswer(answer, Settings.Question, limits))
        {
            return ClubRejection.AnswerInvalid;
        }

        if (!AcceptsRules(acceptedRules))
        {
            return ClubRejection.RulesNotAccepted;
        }

        // The club has invited the applicant already, so both sides agree.
        if (seat.Pending == ClubPending.Invited)
        {
            return Enter(seat, limits, now);
        }

        return seat.Pending == ClubPending.None && PendingCount >= limits.PendingCountMax
            ? ClubRejection.TooManyPending
            : Seat(seat with { Pending = ClubPending.Applied, Answer = answer, Since = now });
    }

    /// <summary>Ends membership, following, application and invitation.</summary>
    public ClubDecision Leave(UserId user)
    {
        if (Check(user) is { } rejection)
        {
            return rejection;
        }

        return RoleOf(user) switch
        {
            ClubRole.Owner => ClubRejection.OwnerStays,

            // A banned person cannot lift the ban by leaving.
            ClubRole.Banned => ClubRejection.Banned,
            ClubRole.None or ClubRole.Follower or ClubRole.Member or ClubRole.Leader => Unseat(user),
        };
    }

    /// <summary>Makes an applicant a member.</summary>
    public ClubDecision Approve(UserId actor, UserId applicant, ClubLimits limits, DateTimeOffset now)
    {
        if (CheckPower(actor, ClubPower.Judge) is { } rejection)
        {
            return rejection;
        }

        return Seats.GetValueOrDefault(applicant) switch
        {
            { Belongs: true } => Unchanged(),
            { Pending: ClubPending.Applied } seat => Enter(seat, limits, now),
            _ => ClubRejection.NotApplied,
        };
    }

    /// <summary>Declines an application. The applicant may apply again.</summary>
    public ClubDecision Reject(UserId actor, UserId applicant, DateTimeOffset now)
    {
        if (CheckPower(actor, ClubPower.Judge) is { } rejection)
        {
            return rejection;
        }

        return Seats.GetValueOrDefault(applicant) switch
        {
            { Pending: ClubPending.Applied, Role: ClubRole.Follower } seat =>
                Seat(seat with { Pending = ClubPending.None, Answer = string.Empty, Since = now }),
            { Pending: ClubPending.Applied } => Unseat(applicant),
            _ => ClubRejection.NotApplied,
        };
    }

    /// <summary>Invites a user. A user who has applied becomes a member at once.</summary>
    public ClubDecision Invite(UserId actor, UserId user, ClubLimits limits, DateTimeOffset now)
    {
        if (CheckPower(actor, ClubPower.Invite) is { } rejection)
        {
            return rejection;
        }

        var seat = Seats.GetValueOrDefault(user) ?? new ClubSeat(user, null, ClubRole.None, ClubPending.None, string.Empty, now);
        return seat switch
        {
            { Role: ClubRole.Banned } => ClubRejection.Banned,
            { Belongs: true } or { Pending: ClubPending.Invited } => Unchanged(),
            { Pending: ClubPending.Applied } => Enter(seat, limits, now),
            _ when PendingCount >= limits.PendingCountMax => ClubRejection.TooManyPending,
            _ => Seat(seat with { Pending = ClubPending.Invited, Since = now }),
        };
    }

    /// <summary>Makes a member a leader, or a leader a member.</summary>
    public ClubDecision Appoint(UserId actor, UserId member, ClubRole role, DateTimeOffset now)
    {
        if (CheckPower(actor, ClubPower.Appoint) is { } rejection)
        {
            return rejection;
        }

        if (role is not (ClubRole.Member or ClubRole.Leader))
        {
            return ClubRejection.RoleInvalid;
        }

        return Seats.GetValueOrDefault(member) switch
        {
            { Role: ClubRole.Owner } => ClubRejection.OwnerStays,
            { Belongs: true } seat when seat.Role == role => Unchanged(),
            { Belongs: true } seat => Seat(seat with { Role = role, Since = now }),
            _ => ClubRejection.NotMember,
        };
    }

    /// <summary>Ends membership, following, application and invitation. The user may join again by the club's usual
    /// way.</summary>
    public ClubDecision Remove(UserId actor, UserId user)
    {
        if (CheckPower(actor, ClubPower.Expel) is { } rejection)
        {
            return rejection;
        }

        return RoleOf(user) switch
        {
            ClubRole.Owner => ClubRejection.OwnerStays,

            // Removing is milder than a ban and must not lift it.
            ClubRole.Banned => Unchanged(),
            ClubRole.None or ClubRole.Follower or ClubRole.Member or ClubRole.Leader => Unseat(user),
        };
    }

    /// <summary>Removes a user as <see cref="Remove"/> does; the user may not join again until pardoned.</summary>
    public ClubDecision Ban(UserId actor, UserId user, DateTimeOffset now)
    {
        if (CheckPower(actor, ClubPower.Expel) is { } rejection)
        {
            return rejection;
        }

        return RoleOf(user) switch
        {
            ClubRole.Owner => ClubRejection.OwnerStays,
            ClubRole.Banned => Unchanged(),
            ClubRole.None or ClubRole.Follower or ClubRole.Member or ClubRole.Leader => Seat(new ClubSeat(
                user, Seats.GetValueOrDefault(user)?.Person, ClubRole.Banned, ClubPending.None, string.Empty, now)),
        };
    }

    /// <summary>Lifts a ban. The user may join again by the club's usual way.</summary>
    public ClubDecision Pardon(UserId actor, UserId user)
    {
        if (CheckPower(actor, ClubPower.Expel) is { } rejection)
        {
            return rejection;
        }

        return RoleOf(user) == ClubRole.Banned ? Unseat(user) : Unchanged();
    }

    /// <summary>The person's seat with the current names, or an empty one.</summary>
    private ClubSeat SeatOf(Person person, DateTimeOffset now) => Seats.GetValueOrDefault(person.Id) is { } seat
        ? seat with { Person = person }
        : new ClubSeat(person.Id, person, ClubRole.None, ClubPending.None, string.Empty, now);

    private ClubDecision Enter(ClubSeat seat, ClubLimits limits, DateTimeOffset now) => MemberCount >= limits.MemberCountMax
        ? ClubRejection.Full
        : Seat(seat with { Role = ClubRole.Member, Pending = ClubPending.None, Answer = string.Empty, Since = now });

    private bool AcceptsRules(int edition) => Settings.Rules.Length == 0 || edition == RulesEdition;

    private ClubRejection? CheckComing(UserId user) =>
        Check(user) ?? (RoleOf(user) == ClubRole.Banned ? ClubRejection.Banned : null);
}
