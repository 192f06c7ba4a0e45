namespace AudioRooms.Contracts.Users;

/// <summary>A session of an account, as its owner receives it.</summary>
/// <param name="SessionId">Every access token of the session contains it.</param>
/// <param name="RefreshToken">Secret that works once: it buys the next access token and the next refresh token. It begins with
/// the handle and a full stop, by which the gateway finds the account; the rest is opaque. Null for a synthetic user, whose
/// session is not renewed.</param>
/// <param name="ExpiresAt">When the session ends unless it is renewed.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.SessionGrant")]
public sealed record SessionGrant(
    [property: Id(0)] string SessionId,
    [property: Id(1)] string? RefreshToken,
    [property: Id(2)] DateTimeOffset ExpiresAt);
