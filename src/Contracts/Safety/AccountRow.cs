using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>An account as those see it who keep the place safe.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Standing">How it stands now.</param>
/// <param name="JoinedAt">When it was made.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountRow")]
public sealed record AccountRow(
    [property: Id(0)] Person Person, [property: Id(1)] AccountStanding Standing, [property: Id(2)] DateTimeOffset JoinedAt);

/// <summary>A page of accounts.</summary>
/// <param name="Accounts">By handle.</param>
/// <param name="NextPageToken">For the next page; null after the last.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountPage")]
public sealed record AccountPage([property: Id(0)] ImmutableArray<AccountRow> Accounts, [property: Id(1)] string? NextPageToken);
