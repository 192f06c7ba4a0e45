namespace AudioRooms.Contracts.Users;

/// <summary>A session that goes on, as its owner sees it in a list.</summary>
/// <param name="SessionId">Stands in every access token of the session.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="RenewedAt">When its refresh token was used last; the time of its opening before that.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.OpenSession")]
public sealed record OpenSession(
    [property: Id(0)] string SessionId,
    [property: Id(1)] DateTimeOffset CreatedAt,
    [property: Id(2)] DateTimeOffset RenewedAt);
