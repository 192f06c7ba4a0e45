using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Clubs;

/// <content>Coming, going and being sent. Repeating a command whose effect is there changes nothing and is no error.</content>
public sealed partial record Club
{
    /// <summary>Hears of the club's public rooms and events from now on.</summary>
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

    /// <summary>Becomes a member of a show, or of any club by an invitation.</summary>
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

    /// <summary>Asks to be let into a community; asking again replaces the answer.</summary>
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

        // Both sides want it.
        if (seat.Pending == ClubPending.Invited)
        {
            return Enter(seat, limits, now);
        }

        return seat.Pending == ClubPending.None && PendingCount >= limits.PendingCountMax
            ? ClubRejection.TooManyPending
            : Seat(seat with { Pending = ClubPending.Applied, Answer = answer, Since = now });
    }

    /// <summary>Gives up membership, following, application and invitation alike.</summary>
    public ClubDecision Leave(UserId user)
    {
        if (Check(user) is { } rejection)
        {
            return rejection;
        }

        return RoleOf(user) switch
        {
            ClubRole.Owner => ClubRejection.OwnerStays,

            // A ban is not given up by the one who has it.
            ClubRole.Banned => ClubRejection.Banned,
            ClubRole.None or ClubRole.Follower or ClubRole.Member or ClubRole.Leader => Unseat(user),
        };
    }

    /// <summary>Lets an applicant in.</summary>
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

    /// <summary>Turns an applicant away; they may apply again.</summary>
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

    /// <summary>Asks somebody to come in. An applicant who is invited is in.</summary>
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

    /// <summary>Takes away membership, following, application and invitation; they may come back as anybody may.</summary>
    public ClubDecision Remove(UserId actor, UserId user)
    {
        if (CheckPower(actor, ClubPower.Expel) is { } rejection)
        {
            return rejection;
        }

        return RoleOf(user) switch
        {
            ClubRole.Owner => ClubRejection.OwnerStays,

            // Removing is milder than a ban and does not lift it.
            ClubRole.Banned => Unchanged(),
            ClubRole.None or ClubRole.Follower or ClubRole.Member or ClubRole.Leader => Unseat(user),
        };
    }

    /// <summary>As removing, and they may not come back.</summary>
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

    /// <summary>They may come back as anybody may.</summary>
    public ClubDecision Pardon(UserId actor, UserId user)
    {
        if (CheckPower(actor, ClubPower.Expel) is { } rejection)
        {
            return rejection;
        }

        return RoleOf(user) == ClubRole.Banned ? Unseat(user) : Unchanged();
    }

    /// <summary>The person's seat as they are now, or an empty one.</summary>
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
