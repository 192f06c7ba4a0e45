using Orleans.Concurrency;

namespace AudioRooms.Contracts.Users;

/// <summary>
/// The sessions of all accounts, as gateways watch them. Key: 0; a stateless worker over the table of sessions. Gateways ask once
/// a second what was revoked: the cost grows with gateways, not with people, and a revocation is on disk before it is told.
/// </summary>
[Alias("AudioRooms.ISessionRegistryGrain")]
public interface ISessionRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>Sessions revoked at or after a time. Silos' clocks differ: ask for a time that lies some seconds back.</summary>
    [Alias("RevokedSince"), ReadOnly]
    Task<IReadOnlyList<RevokedSession>> RevokedSinceAsync(DateTimeOffset since);

    /// <summary>Ends every session of a user, on all devices. Stored when it returns; gateways follow within 2 s.</summary>
    [Alias("RevokeAll")]
    Task RevokeAllAsync(UserId user);
}

/// <summary>A session that ended before its time.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RevokedSession")]
public readonly record struct RevokedSession(
    [property: Id(0)] string SessionId,
    [property: Id(1)] DateTimeOffset RevokedAt);
