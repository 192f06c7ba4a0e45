using System.Buffers.Binary;
using AudioRooms.Audio.Playout;

namespace AudioRooms.Audio.Tests.Playout;

/// <summary>A jitter buffer that is filled by hand and asked for 20 ms at a time.</summary>
public abstract class SteppedJitterBuffer
{
    protected JitterBuffer Buffer { get; } = new(new JitterBufferOptions());

    protected TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

    protected JitterInsert Insert(int sequence, bool fec = false) => Insert(sequence, sequence, fec: fec);

    protected JitterInsert Insert(int sequence, int frame, bool fec = false, bool dtx = false) =>
        Buffer.Insert(sequence, frame * 960L, dtx ? [9 << 3] : MakePacket(sequence, fec), Now);

    protected PlayoutStep Step()
    {
        var step = Buffer.Next(Now, out _, out _);
        Now += AudioFormat.FrameDuration;
        return step;
    }

    protected List<PlayoutStep> Steps(int count, Action<int> before)
    {
        var steps = new List<PlayoutStep>();
        for (var round = 0; round < count; round++)
        {
            before(round);
            steps.Add(Step());
        }

        return steps;
    }

    protected List<int> Played(int rounds)
    {
        var played = new List<int>();
        for (var round = 0; round < rounds; round++)
        {
            Collect(Buffer.Next(Now, out var packet, out var second), packet, second, played);
            Now += AudioFormat.FrameDuration;
        }

        return played;
    }

    protected static void Collect(PlayoutStep step, ReadOnlySpan<byte> packet, ReadOnlySpan<byte> second, List<int> played)
    {
        if (step is PlayoutStep.Decode or PlayoutStep.Accelerate)
        {
            played.Add(IdOf(packet));
        }

        if (step == PlayoutStep.Accelerate)
        {
            played.Add(IdOf(second));
        }
    }

    /// <summary>A SILK packet by its first byte; the rest holds a number. Bit 6 of the second byte is the FEC flag.</summary>
    protected static byte[] MakePacket(int id, bool fec = false)
    {
        byte[] packet = [9 << 3, (byte)(fec ? 0x40 : 0), 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(2), id);
        return packet;
    }

    protected static int IdOf(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadInt32LittleEndian(packet[2..]);
}
