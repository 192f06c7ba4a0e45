using System.Collections.Immutable;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Invitations;

/// <summary>The invitations of one member. Accepted and open invitations together never exceed what was granted. A revoked or
/// expired invitation can be issued anew.</summary>
public sealed record InvitationLedger
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>How long a revoked or expired invitation stays visible to the member.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(30);

    /// <summary>The ledger of a person who has not joined.</summary>
    public static InvitationLedger Closed { get; } = new();

    /// <summary>True once the member has joined.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Number of invitations granted so far; bounds accepted and open ones together.</summary>
    public int Granted { get; init; }

    /// <summary>Key of the ledger whose invitation brought the member; null at a root.</summary>
    public string? Inviter { get; init; }

    /// <summary>True if invitations of this ledger and of all below do not admit anybody.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The invitations, oldest first.</summary>
    public ImmutableArray<Invitation> Invitations { get; init; } = [];

    /// <summary>The occasions that were credited, so that each is credited once.</summary>
    public ImmutableArray<string> Occasions { get; init; } = [];

    /// <summary>How many invitations can still be issued.</summary>
    public int RemainingAt(DateTimeOffset now) =>
        Math.Max(0, Granted - Invitations.Count(invitation => Occupies(invitation, now)));

    /// <summary>Credits the starting grant when the member joins.</summary>
    public InvitationLedger Open(string? inviter, InvitationOptions options) =>
        IsOpen ? this : this with { IsOpen = true, Inviter = inviter, Granted = Math.Min(
            Granted + options.StartingGrant, options.GrantMax) };

    /// <summary>Issues an invitation.</summary>
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

    /// <summary>Revokes an open invitation.</summary>
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

    /// <summary>Reserves the invitation for the newcomer, if it is open. The caller does not learn why it is not.</summary>
    /// <returns>The ledger after the command, or null if the newcomer is not admitted.</returns>
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

        // The last condition follows from the others, unless the clock went back and made expired invitations open again.
        return invitation.StateAt(now) == InvitationState.Open
            && !IsPaused
            && Invitations.Count(other => other.AcceptedBy is not null) < Granted
            ? Replace(invitation, invitation with { AcceptedBy = newcomer })
            : null;
    }

    /// <summary>Makes the invitation open again after its newcomer did not complete the sign-up.</summary>
    public InvitationLedger Release(string key, UserId newcomer) =>
        Find(key) is { } invitation && invitation.AcceptedBy == newcomer
            ? Replace(invitation, invitation with { AcceptedBy = null })
            : this;

    /// <summary>Credits invitations that the member has earned; an occasion is credited once.</summary>
    public InvitationDecision Earn(string occasion, int count, InvitationOptions options) =>
        occasion.Length is 0 or > RequestBounds.IdempotencyKeyLengthMax || count < 1 || count > options.EarnedAtOnceMax
            ? InvitationRejection.GrantInvalid
        : !IsOpen ? InvitationRejection.MemberUnknown
        : Occasions.Contains(occasion) ? this
        : Granted + count > options.GrantMax ? InvitationRejection.GrantInvalid
        : this with { Granted = Granted + count, Occasions = Occasions.Add(occasion) };

    /// <summary>Pauses or resumes this ledger and all below.</summary>
    public InvitationDecision SetPaused(bool isPaused) =>
        !IsOpen ? InvitationRejection.MemberUnknown
        : IsPaused == isPaused ? this
        : this with { IsPaused = isPaused };

    /// <summary>Forgets the member: no invitation stays open. The place in the tree stays, because others came through
    /// it.</summary>
    public InvitationLedger Forget() => this with { Granted = 0, Invitations = [], Occasions = [] };

    private static bool Occupies(Invitation invitation, DateTimeOffset now) =>
        invitation.StateAt(now) is InvitationState.Open or InvitationState.Accepted;

    private static bool IsRemembered(Invitation invitation, DateTimeOffset now) =>
        Occupies(invitation, now) || now - invitation.CreatedAt < RememberedFor + (invitation.ExpiresAt - invitation.CreatedAt);

    private Invitation? Find(string key) => Invitations.FirstOrDefault(invitation => invitation.Key == key);

    private InvitationLedger Replace(Invitation old, Invitation replacement) =>
        this with { Invitations = Invitations.Replace(old, replacement) };
}
