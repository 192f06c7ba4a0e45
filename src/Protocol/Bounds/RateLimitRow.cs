namespace AudioRooms.Protocol.Bounds;

/// <summary>A row of the table of limits.</summary>
/// <param name="Limit">What is counted.</param>
/// <param name="Name">In configuration, metrics and documents.</param>
/// <param name="PerAccount">For one account, from wherever; null for none.</param>
/// <param name="PerAddress">For one address (IPv6: one /64), whoever is behind it; null for none.</param>
/// <param name="What">For the document.</param>
public sealed record RateLimitRow(RateLimit Limit, string Name, RateRule? PerAccount, RateRule? PerAddress, string What);
