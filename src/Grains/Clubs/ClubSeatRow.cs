using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Clubs;

namespace AudioRooms.Grains.Clubs;

/// <summary>A row of <c>club_seats</c>.</summary>
internal sealed class ClubSeatRow
{
    public const string Columns =
        """
        user_id AS UserId, handle AS Handle, display_name AS DisplayName, role AS Role, pending AS Pending, answer AS Answer,
        since_ms AS SinceMs
        """;

    public string ClubId { get; init; } = string.Empty;

    public required string UserId { get; init; }

    public required string Handle { get; init; }

    public required string DisplayName { get; init; }

    public required long Role { get; init; }

    public required long Pending { get; init; }

    public required string Answer { get; init; }

    public required long SinceMs { get; init; }

    public static ClubSeatRow Of(string clubId, ClubSeat seat) => new()
    {
        ClubId = clubId,
        UserId = seat.User.Value,
        Handle = seat.Person?.Handle ?? string.Empty,
        DisplayName = seat.Person?.DisplayName ?? string.Empty,
        Role = (long)seat.Role,
        Pending = (long)seat.Pending,
        Answer = seat.Answer,
        SinceMs = seat.Since.ToUnixTimeMilliseconds(),
    };

    public ClubSeat ToSeat() => new(
        new UserId(UserId), Person(), (ClubRole)Role, (ClubPending)Pending, Answer,
        DateTimeOffset.FromUnixTimeMilliseconds(SinceMs));

    public ClubEntry ToEntry() =>
        new(new UserId(UserId), Person(), (ClubRole)Role, Answer, DateTimeOffset.FromUnixTimeMilliseconds(SinceMs));

    private Person? Person() => Handle.Length == 0 ? null : new Person(new UserId(UserId), Handle, DisplayName);
}
