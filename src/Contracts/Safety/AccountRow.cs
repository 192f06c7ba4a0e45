using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>An account as trust and safety staff see it.</summary>
/// <param name="Person">Id and names of the account's owner.</param>
/// <param name="Standing">Power and suspension now.</param>
/// <param name="JoinedAt">When the account was created.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountRow")]
public sealed record AccountRow(
    [property: Id(0)] Person Person, [property: Id(1)] AccountStanding Standing, [property: Id(2)] DateTimeOffset JoinedAt);

/// <summary>A page of accounts.</summary>
/// <param name="Accounts">In the order of their handles.</param>
/// <param name="NextPageToken">Null on the last page.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountPage")]
public sealed record AccountPage([property: Id(0)] ImmutableArray<AccountRow> Accounts, [property: Id(1)] string? NextPageToken);
