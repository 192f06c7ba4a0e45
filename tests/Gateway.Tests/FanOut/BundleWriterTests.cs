using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Gateway.Tests.FanOut;

public sealed class BundleWriterTests
{
    private readonly EncodedMessagePool pool = new();
    private readonly PacketLog log = new(TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(130, 133)]
    public void Write_ARunOfTheLog_GivesTheBytesOfGoogleProtobuf(int from, int to)
    {
        for (var index = 0; index < 140; index++)
        {
            // Positions below and above one varint byte, sequences that wrap, and each field once with its default value.
            log.Append(Packet(65_500 + index), index);
        }

        var expected = new ServerMessage { Bundle = new Bundle { Position = (ulong)from } };
        expected.Bundle.Packets.AddRange(Enumerable.Range(from, to - from).Select(index => Sounds.Wire(Packet(65_500 + index))));

        var message = BundleWriter.Write(log, from, to, pool);

        message.Span.ToArray().ShouldBe(expected.ToByteArray());
    }

    [Fact]
    public void Write_APacketOfDefaults_GivesTheBytesOfGoogleProtobuf()
    {
        var packet = new Contracts.Media.StagePacket { Opus = [] };
        log.Append(packet, 0);
        var expected = new ServerMessage { Bundle = new Bundle { Packets = { Sounds.Wire(packet) } } };

        var message = BundleWriter.Write(log, 0, 1, pool);

        message.Span.ToArray().ShouldBe(expected.ToByteArray());
    }

    [Theory]
    [InlineData(0, 12)]
    [InlineData(3, 9)]
    [InlineData(130, 140)]
    public void Write_OneSourceOfARun_LeavesTheOthersOutAndSaysWhereItEnds(int from, int to)
    {
        const uint Wanted = 2;
        for (var index = 0; index < 140; index++)
        {
            log.Append(Sounds.Stage(index, source: (uint)(index % 4)), index);
        }

        var run = log.RunOf(Wanted, from, to, int.MaxValue);
        var held = Enumerable.Range(from, to - from).Where(index => index % 4 == Wanted).ToList();
        var expected = new ServerMessage { Bundle = new Bundle { Position = (ulong)held[0], End = (ulong)to } };
        expected.Bundle.Packets.AddRange(held.Select(index => Sounds.Wire(Sounds.Stage(index, Wanted))));

        var message = BundleWriter.Write(log, run, pool);

        message.Span.ToArray().ShouldBe(expected.ToByteArray());
    }

    [Fact]
    public void Write_OneSourceWithNothingLeftOut_HasNoEnd()
    {
        for (var index = 0; index < 4; index++)
        {
            log.Append(Sounds.Stage(index, source: index == 0 ? 1u : 2u), index);
        }

        var message = BundleWriter.Write(log, log.RunOf(2, 0, 4, int.MaxValue), pool);

        message.Span.ToArray().ShouldBe(BundleWriter.Write(log, 1, 4, pool).Span.ToArray());
    }

    [Fact]
    public void Write_ARunWithoutPackets_IsRefused()
    {
        log.Append(Packet(1), 0);

        var run = log.RunOf(source: 9, 0, 1, int.MaxValue);

        run.Packets.ShouldBe(0);
        run.End.ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => BundleWriter.Write(log, run, pool));
    }

    [Fact]
    public void Write_TheLargestPacket_FitsItsBound()
    {
        var packet = new Contracts.Media.StagePacket
        {
            Source = uint.MaxValue,
            Sequence = ushort.MaxValue,
            Timestamp = uint.MaxValue,
            Level = 255,
            Opus = new byte[1_275],
            SentAtMicros = ulong.MaxValue,
        };
        Span<byte> target = stackalloc byte[WireFields.PacketBytesMax];

        WireFields.WritePacket(target, packet).ShouldBe(WireFields.PacketBytesMax);
    }

    [Fact]
    public void Write_NoPackets_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => BundleWriter.Write(log, 0, 0, pool));

    [Fact]
    public void Release_OfTheLastReference_GivesTheMessageBackOnce()
    {
        log.Append(Packet(1), 0);
        var message = BundleWriter.Write(log, 0, 1, pool);
        message.Retain();

        message.Release();
        pool.Outstanding.ShouldBe(1);

        message.Release();
        pool.Outstanding.ShouldBe(0);
        Should.Throw<ObjectDisposedException>(message.Release);
    }

    private static Contracts.Media.StagePacket Packet(long sequence) => (sequence % 4) switch
    {
        0 => Sounds.Stage(sequence, level: 0),
        1 => Sounds.Stage(sequence, source: 0, bytes: 200),
        2 => Sounds.Stage(sequence, source: 300, level: 127, bytes: 1),
        _ => Sounds.Stage(sequence, source: uint.MaxValue, bytes: 1_275),
    };
}
