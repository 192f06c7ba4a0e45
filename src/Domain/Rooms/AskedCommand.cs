using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

/// <summary>What the room needs to decide a command, besides the command.</summary>
/// <param name="Actor">The authenticated sender.</param>
/// <param name="IsFollowed">True if a person on stage follows the sender; matters for a raised hand only.</param>
/// <param name="Limits">The room's bounds.</param>
internal readonly record struct AskedCommand(Person Actor, bool IsFollowed, RoomLimits Limits, DateTimeOffset Now);
