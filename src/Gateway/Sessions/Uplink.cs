using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Gateway.Sessions;

/// <summary>What the connection has to do after a packet; nearly always nothing.</summary>
/// <param name="Notice">A refusal that the sender has not been told yet; null for none.</param>
/// <param name="Close">The reason to close the connection, because the sender went on for too long; null for none.</param>
internal readonly record struct UplinkVerdict(MediaRefusal? Notice, ClosingReason? Close);

/// <summary>
/// Step 2 of a packet's way: the gateway checks size, duration, rate and the speaker's grant. Every listener of the room would
/// decode a bad packet, and a flood would fill the room's stream; so packets that fail are dropped and counted here. A packet
/// that passes goes on to the speaker's grain. The sender is told once per reason, and closed only if it does not stop. Used by
/// the connection's reading loop alone.
/// </summary>
internal sealed class Uplink(SpeakingGate speakingGate, SessionOptions options, GatewayMetrics metrics, long nowMicros)
{
    /// <summary>
    /// -dBov. What is quieter is a room's noise: it loses its place to other speakers and is no voice that listeners miss.
    /// </summary>
    private const uint VoiceLevelMax = 50;

    private readonly UplinkGate gate = new(options, nowMicros);
    private readonly RankedLock lossGate = new(LockRank.Leaf);
    private SequenceLoss loss;
    private int voiced;
    private ulong connection;
    private int toldReasons;
    private int forbiddenPackets;
    private int badPackets;

    /// <summary>
    /// Takes a packet and passes it to <paramref name="speaker"/> if it may pass. Never throws because of its content.
    /// </summary>
    public UplinkVerdict Take(UplinkPacket packet, ISpeakerGrain speaker, long nowMicros)
    {
        if (speakingGate.OpenSource is null)
        {
            // If the closed gate gives no refusal, a command of the sender that mutes is under way. Packets sent before it do not
            // count against the sender.
            return speakingGate.Refusal is { } closed ? Forbid(closed) : default;
        }

        forbiddenPackets = 0;
        if (gate.Check(packet, nowMicros) is { } refusal)
        {
            return Reject(refusal);
        }

        metrics.UplinkAccepted(packet.Opus.Length);
        using (lossGate.EnterScope())
        {
            loss.Take((ushort)packet.Sequence);
            voiced += packet.Level <= VoiceLevelMax ? 1 : 0;
        }

        // Most connections only listen, so the id is drawn with the first packet. 0 is reserved for senders without an id.
        while (connection == 0)
        {
            connection = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        }

        var sent = speaker.SpeakAsync(new SpokenPacket
        {
            Sequence = (ushort)packet.Sequence,
            Timestamp = packet.Timestamp,
            Level = (byte)packet.Level,
            Opus = ArrayOf(packet.Opus),
            SentAtMicros = packet.SentAtMicros,
            Connection = connection,
        });
        if (!sent.IsCompletedSuccessfully)
        {
            _ = CountFailureAsync(sent);
        }

        return default;
    }

    /// <summary>
    /// The loss on the device's own path since the last call; null if too few packets came to tell. From any thread.
    /// </summary>
    public LossStep? TakeLoss()
    {
        using (lossGate.EnterScope())
        {
            return loss.Take();
        }
    }

    /// <summary>Packets as loud as a voice that were let through since the last time. From any thread.</summary>
    public int TakeVoiced()
    {
        using (lossGate.EnterScope())
        {
            var taken = voiced;
            voiced = 0;
            return taken;
        }
    }

    private UplinkVerdict Forbid(MediaRefusal refusal)
    {
        metrics.UplinkDropped(refusal);
        ClosingReason? close = ++forbiddenPackets >= options.ForbiddenPacketsMax ? ClosingReason.AudioForbidden : null;
        return new UplinkVerdict(RefusalOnce(refusal), close);
    }

    private UplinkVerdict Reject(MediaRefusal refusal)
    {
        metrics.UplinkDropped(refusal);

        // A packet that comes too fast is not bad: after a network stall a device sends a second's worth at once.
        var isBad = refusal != MediaRefusal.TooFast;
        ClosingReason? close = isBad && ++badPackets >= options.BadPacketsMax ? ClosingReason.AudioMalformed : null;
        return new UplinkVerdict(RefusalOnce(refusal), close);
    }

    private MediaRefusal? RefusalOnce(MediaRefusal refusal)
    {
        var bit = 1 << (int)refusal;
        if ((toldReasons & bit) != 0)
        {
            return null;
        }

        toldReasons |= bit;
        return refusal;
    }

    // The parser made an array of exactly these bytes and keeps it in an immutable ByteString, so it can be passed on without a
    // copy.
    private static byte[] ArrayOf(ByteString bytes) =>
        MemoryMarshal.TryGetArray(bytes.Memory, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToByteArray();

    private async Task CountFailureAsync(Task sent)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            metrics.UplinkUndeliverable();
        }
    }
}
