using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>An invitation whose seat a newcomer asks for.</summary>
/// <param name="Key">SHA-256 of what the newcomer was given.</param>
/// <param name="Newcomer">Whose the seat becomes.</param>
public sealed record ClaimedInvitation(string Key, UserId Newcomer);
