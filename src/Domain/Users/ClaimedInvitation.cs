using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>An invitation that a newcomer uses.</summary>
/// <param name="Key">SHA-256 of the newcomer's secret.</param>
/// <param name="Newcomer">The newcomer's user id.</param>
public sealed record ClaimedInvitation(string Key, UserId Newcomer);
