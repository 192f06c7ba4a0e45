using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Step 2 of a packet's way: the gateway checks size, duration, rate and the speaker's grant. This class makes the checks that
/// need only the packet. Refusals are values: it never throws and never logs. Pure; one per connection, used by its reading loop.
/// </summary>
internal sealed class UplinkGate
{
    private const uint SequenceMax = ushort.MaxValue;

    private TokenBucket packets;
    private TokenBucket bytes;

    public UplinkGate(SessionOptions options, long nowMicros)
    {
        packets = new TokenBucket(options.PacketsPerSecond, options.PacketBurst, nowMicros);

        // A quarter of a second of bytes: the same burst as for packets, at twice the size of speech at 32 kbit/s.
        bytes = new TokenBucket(
            options.AudioBytesPerSecond,
            Math.Max(options.AudioBytesPerSecond / 4, LivePacketRules.MaxPacketBytes),
            nowMicros);
    }

    /// <summary>Checks a packet of a person who may speak.</summary>
    /// <returns>Null if the packet passes.</returns>
    public MediaRefusal? Check(UplinkPacket packet, long nowMicros)
    {
        if (packet.Sequence > SequenceMax || packet.Level > AudioLevel.Silence)
        {
            return MediaRefusal.HeaderInvalid;
        }

        switch (LivePacketRules.Check(packet.Opus.Span))
        {
            case LivePacketRefusal.None:
                break;
            case LivePacketRefusal.TooLarge:
                return MediaRefusal.TooLarge;
            case LivePacketRefusal.Malformed:
                return MediaRefusal.Malformed;
            case LivePacketRefusal.NotOneFrame:
                return MediaRefusal.NotOneFrame;
            case LivePacketRefusal.NotTwentyMilliseconds:
                return MediaRefusal.NotTwentyMilliseconds;
        }

        return packets.TryTake(1, nowMicros) && bytes.TryTake(packet.Opus.Length, nowMicros) ? null : MediaRefusal.TooFast;
    }
}
