using AudioRooms.Audio;
using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts.Media;

namespace AudioRooms.Grains.Media;

/// <summary>One mix of a room, the whole one or one without somebody: its encoder and its numbers.</summary>
/// <param name="without">The stay on stage that is left out; 0 for nobody.</param>
/// <param name="life">Higher than that of every earlier output of the room, also on other silos:
/// its sequence begins anew.</param>
internal sealed class MixOutput(uint without, long life) : IDisposable
{
    private readonly MixEncoder encoder = new();
    private readonly byte[] buffer = new byte[LivePacketRules.MaxPacketBytes];
    private long sequence;

    /// <summary>The stay on stage that is left out; 0 for nobody.</summary>
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
