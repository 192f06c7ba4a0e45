using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>A person who asks for an account.</summary>
/// <param name="Id">An id that is in use nowhere; a newcomer who tries again keeps the id of the first try.</param>
/// <param name="DisplayName">As typed.</param>
/// <param name="InvitationKey">SHA-256 of what the newcomer was given; null without an invitation.</param>
public sealed record Newcomer(UserId Id, string DisplayName, string? InvitationKey);
