using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Clubs;

/// <summary>
/// What a club makes of a command: the next state and whose seats changed, or why not. Nothing has happened yet.
/// </summary>
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

    /// <summary>Whose seats are not what they were; may be empty although <see cref="Next"/> differs.</summary>
    public ImmutableArray<UserId> Touched { get; }

    /// <summary>Why the command is refused.</summary>
    public ClubRejection? Rejection { get; }

    /// <summary>True unless refused.</summary>
    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>A refused command is its reason.</summary>
    public static implicit operator ClubDecision(ClubRejection rejection) => new(null, [], rejection);

    internal static ClubDecision Of(Club next, params ImmutableArray<UserId> touched) => new(next, touched, null);
}
