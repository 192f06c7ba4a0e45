using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>A join whose fields are all known.</summary>
/// <param name="Message">As the device sent it.</param>
/// <param name="RoomId">The room.</param>
/// <param name="Latency">How often the device is written to.</param>
/// <param name="Sound">What the device hears.</param>
/// <param name="IsCompanion">Whether the device only listens and commands, beside its person's main device.</param>
internal sealed record JoinRequest(Join Message, RoomId RoomId, LatencyClass Latency, Sound Sound, bool IsCompanion)
{
    /// <summary>Reads a join.</summary>
    /// <param name="join">As the device sent it.</param>
    /// <param name="limits">For the sentence of the refusal.</param>
    /// <param name="request">Null if refused.</param>
    /// <returns>Why it cannot be read; null if it can.</returns>
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
