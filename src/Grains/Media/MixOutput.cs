using AudioRooms.Audio;
using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts.Media;

namespace AudioRooms.Grains.Media;

/// <summary>One mix of a room, whole or mix-minus: its encoder and its sequence.</summary>
/// <param name="without">Source number of the stay that is left out; 0 for the whole mix.</param>
/// <param name="life">The epoch of its packets: higher than that of every earlier output of the room, also on other silos. Its
/// sequence starts at 0.</param>
internal sealed class MixOutput(uint without, long life) : IDisposable
{
    private readonly MixEncoder encoder = new();
    private readonly byte[] buffer = new byte[LivePacketRules.MaxPacketBytes];
    private long sequence;

    /// <summary>Source number of the stay that is left out; 0 for the whole mix.</summary>
    public uint Without { get; } = without;

    public bool IsQuiet => encoder.IsQuiet;

    /// <summary>Encodes the mixer's present frame; null if there is nothing to send.</summary>
    public StagePacket? Encode(RoomMixer mixer, long frame)
    {
        var bytes = encoder.Encode(mixer, Without == MixPackets.Source ? null : Without, buffer, out var level);
        if (bytes == 0)
        {
            return null;
        }

        return new StagePacket
        {
            Source = MixPackets.Source,
            Epoch = life,
            Sequence = sequence++,
            Timestamp = unchecked((uint)(frame * AudioFormat.FrameSamples)),
            Level = level,
            Opus = buffer[..bytes],
        };
    }

    public void Dispose() => encoder.Dispose();
}
