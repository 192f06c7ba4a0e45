namespace AudioRooms.Protocol.Bounds;

/// <summary>A row of the table of limits.</summary>
/// <param name="Limit">The calls that are counted together.</param>
/// <param name="Name">The name in configuration, metrics and documents.</param>
/// <param name="PerAccount">The rate for one account, from all its addresses; null for none.</param>
/// <param name="PerAddress">The rate for one address (for IPv6 one /64), for all people behind it; null for none.</param>
/// <param name="What">For the document.</param>
public sealed record RateLimitRow(RateLimit Limit, string Name, RateRule? PerAccount, RateRule? PerAddress, string What);
