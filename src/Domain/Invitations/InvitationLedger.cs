using System.Collections.Immutable;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Invitations;

/// <summary>
/// The invitations of one member. At any time the seats taken and the seats held out are together at most what was granted; what
/// is called back or expires can be held out again.
/// </summary>
public sealed record InvitationLedger
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>How long a dead invitation is shown to its maker.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(30);

    /// <summary>A ledger of somebody who has not joined.</summary>
    public static InvitationLedger Closed { get; } = new();

    /// <summary>True once the member has joined.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Seats that the member may fill in all.</summary>
    public int Granted { get; init; }

    /// <summary>Key of the ledger whose invitation brought the member; null at a root.</summary>
    public string? Inviter { get; init; }

    /// <summary>True if nobody may join through this ledger or those below.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Oldest first.</summary>
    public ImmutableArray<Invitation> Invitations { get; init; } = [];

    /// <summary>What was credited for, so that it counts once.</summary>
    public ImmutableArray<string> Occasions { get; init; } = [];

    /// <summary>Seats that can still be held out.</summary>
    public int RemainingAt(DateTimeOffset now) =>
        Math.Max(0, Granted - Invitations.Count(invitation => Occupies(invitation, now)));

    /// <summary>The member joins.</summary>
    public InvitationLedger Open(string? inviter, InvitationOptions options) =>
        IsOpen ? this : this with { IsOpen = true, Inviter = inviter, Granted = Math.Min(
            Granted + options.StartingGrant, options.GrantMax) };

    /// <summary>Holds a seat out.</summary>
    public InvitationDecision Issue(string key, InvitationKind kind, DateTimeOffset now, InvitationOptions options)
    {
        if (Find(key) is not null)
        {
            return this;
        }

        if (RemainingAt(now) == 0)
        {
            return InvitationRejection.NoneLeft;
        }

        if (Invitations.Count(invitation => now - invitation.CreatedAt < Day) >= options.IssuedPerDayMax)
        {
            return InvitationRejection.TooManyToday;
        }

        var fresh = new Invitation(key, kind, now, now + options.ExpireAfter);
        return this with { Invitations = [.. Invitations.Where(invitation => IsRemembered(invitation, now)), fresh] };
    }

    /// <summary>Takes a seat back that nobody sits on.</summary>
    public InvitationDecision Revoke(string key, DateTimeOffset now)
    {
        if (Find(key) is not { } invitation)
        {
            return InvitationRejection.NotFound;
        }

        return invitation.StateAt(now) switch
        {
            InvitationState.Open => Replace(invitation, invitation with { IsRevoked = true }),
            InvitationState.Accepted => InvitationRejection.AlreadyAccepted,
            InvitationState.Revoked or InvitationState.Expired => this,
        };
    }

    /// <summary>
    /// Gives the seat to the newcomer, unless it is taken or no longer held out; why not is nobody's business.
    /// </summary>
    /// <returns>The ledger afterwards, or null if the newcomer gets no seat.</returns>
    public InvitationLedger? Accept(string key, UserId newcomer, DateTimeOffset now)
    {
        if (Find(key) is not { } invitation)
        {
            return null;
        }

        if (invitation.AcceptedBy == newcomer)
        {
            return this;
        }

        // The last condition holds by itself, unless the clock went back and brought expired invitations to life.
        return invitation.StateAt(now) == InvitationState.Open
            && !IsPaused
            && Invitations.Count(other => other.AcceptedBy is not null) < Granted
            ? Replace(invitation, invitation with { AcceptedBy = newcomer })
            : null;
    }

    /// <summary>The newcomer never sat down: the seat is held out again.</summary>
    public InvitationLedger Release(string key, UserId newcomer) =>
        Find(key) is { } invitation && invitation.AcceptedBy == newcomer
            ? Replace(invitation, invitation with { AcceptedBy = null })
            : this;

    /// <summary>Credits what the member has earned; an occasion counts once.</summary>
    public InvitationDecision Earn(string occasion, int count, InvitationOptions options) =>
        occasion.Length is 0 or > RequestBounds.IdempotencyKeyLengthMax || count < 1 || count > options.EarnedAtOnceMax
            ? InvitationRejection.GrantInvalid
        : !IsOpen ? InvitationRejection.MemberUnknown
        : Occasions.Contains(occasion) ? this
        : Granted + count > options.GrantMax ? InvitationRejection.GrantInvalid
        : this with { Granted = Granted + count, Occasions = Occasions.Add(occasion) };

    /// <summary>Holds the branch back, or lets it go on.</summary>
    public InvitationDecision SetPaused(bool isPaused) =>
        !IsOpen ? InvitationRejection.MemberUnknown
        : IsPaused == isPaused ? this
        : this with { IsPaused = isPaused };

    /// <summary>
    /// The member is gone: nothing is held out any more. The place in the tree stays, because others came through it.
    /// </summary>
    public InvitationLedger Forget() => this with { Granted = 0, Invitations = [], Occasions = [] };

    private static bool Occupies(Invitation invitation, DateTimeOffset now) =>
        invitation.StateAt(now) is InvitationState.Open or InvitationState.Accepted;

    private static bool IsRemembered(Invitation invitation, DateTimeOffset now) =>
        Occupies(invitation, now) || now - invitation.CreatedAt < RememberedFor + (invitation.ExpiresAt - invitation.CreatedAt);

    private Invitation? Find(string key) => Invitations.FirstOrDefault(invitation => invitation.Key == key);

    private InvitationLedger Replace(Invitation old, Invitation replacement) =>
        this with { Invitations = Invitations.Replace(old, replacement) };
}
