using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>A person who signs up.</summary>
/// <param name="Id">A new user id; a newcomer who tries again keeps the id of the first try.</param>
/// <param name="DisplayName">As typed.</param>
/// <param name="InvitationKey">SHA-256 of the newcomer's secret; null without an invitation.</param>
public sealed record Newcomer(UserId Id, string DisplayName, string? InvitationKey);
