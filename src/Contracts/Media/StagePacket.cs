using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Contracts.Media;

/// <summary>One Opus packet on its way from a speaker grain to the listener grains, over the room's stage stream
/// (<see cref="StageStreams"/>). All receivers share the object, so no receiver may change it.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StagePacket")]
public sealed class StagePacket
{
    /// <summary>Source number of the speaker's stay on stage, see <see cref="StageGrant.Source"/>.</summary>
    [Id(0)]
    public uint Source { get; init; }

    /// <summary>Epoch of the stage in which the stay began. A listener grain with a lower epoch learns from it that its stage is
    /// out of date.</summary>
    [Id(1)]
    public long Epoch { get; init; }

    /// <summary>Sequence number, unwrapped once by the speaker grain; its low 16 bits are what the device sent.</summary>
    [Id(2)]
    public long Sequence { get; init; }

    /// <summary>48 kHz media clock of the first sample; wraps at 2^32.</summary>
    [Id(3)]
    public uint Timestamp { get; init; }

    /// <summary>Audio level in -dBov: 0 loudest, 127 silence (RFC 6464).</summary>
    [Id(4)]
    public byte Level { get; init; }

    /// <summary>One 20 ms Opus frame, 1 to 1,275 bytes.</summary>
    [Id(5)]
    public required byte[] Opus { get; init; }

    /// <summary>Sender's clock in microseconds, forwarded untouched; 0 if unused.</summary>
    [Id(6)]
    public ulong SentAtMicros { get; init; }
}
