using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>A join whose fields are all valid.</summary>
/// <param name="Message">The join as the device sent it.</param>
/// <param name="RoomId">The room.</param>
/// <param name="Latency">The latency class that the device asks for.</param>
/// <param name="Sound">The sound that the device asks for.</param>
/// <param name="IsCompanion">True for a device that only listens and sends commands beside its person's main device.</param>
internal sealed record JoinRequest(Join Message, RoomId RoomId, LatencyClass Latency, Sound Sound, bool IsCompanion)
{
    /// <summary>Reads a join.</summary>
    /// <param name="join">The join as the device sent it.</param>
    /// <param name="limits">The configured limits, for the text of the refusal.</param>
    /// <param name="request">The join; null if it is refused.</param>
    /// <returns>The refusal; null if the join is valid.</returns>
    public static WireError? Read(Join join, RoomLimits limits, out JoinRequest? request)
    {
        request = null;
        if (!Identifiers.IsWellFormed(join.RoomId))
        {
            return RoomErrors.Of(RoomRejection.NotFound, limits);
        }

        if (!LatencyChoice.TryRead(join.Latency, out var latency))
        {
            return WireErrors.Of(EdgeRefusal.LatencyInvalid);
        }

        if (!Hearing.TryRead(join.Sound, out var sound)
            || join.Role is not (DeviceRole.Unspecified or DeviceRole.Main or DeviceRole.Companion))
        {
            return WireErrors.Of(EdgeRefusal.ValueUnknown);
        }

        request = new JoinRequest(join, new RoomId(join.RoomId), latency, sound, join.Role == DeviceRole.Companion);
        return null;
    }
}
