using Orleans.Concurrency;

namespace AudioRooms.Contracts.Users;

/// <summary>The sessions of all accounts, for the gateways. Key: 0. A stateless worker over the table of sessions. Each gateway
/// asks once a second for revoked sessions, so the cost grows with gateways and not with users. A revocation is stored before any
/// gateway learns of it.</summary>
[Alias("AudioRooms.ISessionRegistryGrain")]
public interface ISessionRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>Sessions revoked at or after a time. The clocks of silos differ, so ask for a time that lies some seconds
    /// back.</summary>
    [Alias("RevokedSince"), ReadOnly]
    Task<IReadOnlyList<RevokedSession>> RevokedSinceAsync(DateTimeOffset since);

    /// <summary>Ends every session of a user. The revocations are stored when the call returns; gateways close the connections
    /// within 2 s.</summary>
    [Alias("RevokeAll")]
    Task RevokeAllAsync(UserId user);
}

/// <summary>A session that was revoked before it expired.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RevokedSession")]
public readonly record struct RevokedSession(
    [property: Id(0)] string SessionId,
    [property: Id(1)] DateTimeOffset RevokedAt);
