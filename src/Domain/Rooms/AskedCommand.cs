using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

/// <summary>What the room needs to decide a command, besides the command.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="IsFollowed">True if somebody on stage follows them; matters for a raised hand only.</param>
/// <param name="Limits">The room's bounds.</param>
/// <param name="Now">When.</param>
internal readonly record struct AskedCommand(Person Actor, bool IsFollowed, RoomLimits Limits, DateTimeOffset Now);
