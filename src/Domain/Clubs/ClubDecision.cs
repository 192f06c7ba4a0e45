using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Clubs;

/// <summary>A club's decision about a command: the next state and the changed seats, or the reason of a refusal. Nothing is
/// stored yet.</summary>
public sealed class ClubDecision
{
    private ClubDecision(Club? next, ImmutableArray<UserId> touched, ClubRejection? rejection)
    {
        Next = next;
        Touched = touched;
        Rejection = rejection;
    }

    /// <summary>The club after the command.</summary>
    public Club? Next { get; }

    /// <summary>The users whose seats changed; may be empty although <see cref="Next"/> differs.</summary>
    public ImmutableArray<UserId> Touched { get; }

    public ClubRejection? Rejection { get; }

    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    public static implicit operator ClubDecision(ClubRejection rejection) => new(null, [], rejection);

    internal static ClubDecision Of(Club next, params ImmutableArray<UserId> touched) => new(next, touched, null);
}
