using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.FanOut;

public sealed class PacketLogTests
{
    private const long FrameMicros = 20_000;

    private readonly PacketLog log = new(TimeSpan.FromSeconds(2));

    [Fact]
    public void Append_FirstPackets_AreNumberedFromZero()
    {
        log.Append(Sounds.Stage(7), 0).ShouldBe(0);
        log.Append(Sounds.Stage(8), FrameMicros).ShouldBe(1);

        log.Start.ShouldBe(0);
        log.End.ShouldBe(2);
    }

    [Fact]
    public void Append_PacketsOlderThanTheSpan_AreForgotten()
    {
        for (var index = 0; index <= 150; index++)
        {
            log.Append(Sounds.Stage(index), index * FrameMicros);
        }

        log.End.ShouldBe(151);
        log.Start.ShouldBe(50);
        log.AppendedAtMicros(log.Start).ShouldBe(50 * FrameMicros);
    }

    [Fact]
    public void RunOf_MoreThanFits_EndsBeforeThePacketThatDoesNot()
    {
        for (var index = 0; index < 10; index++)
        {
            log.Append(Sounds.Stage(5, source: (uint)(index % 2)), index);
        }

        var size = log.SizeOf(1, 2);

        log.RunOf(1, 0, 10, 2 * size).ShouldBe(new PacketLog.SourceRun(1, First: 1, End: 5, Packets: 2, 2 * size));
        log.RunOf(1, 5, 10, 1).ShouldBe(new PacketLog.SourceRun(1, First: 5, End: 7, Packets: 1, size), "one packet always fits");
    }

    [Fact]
    public void Append_MorePacketsThanItHolds_DisplacesTheOldest()
    {
        for (var index = 0; index < PacketLog.PacketsMax + 10; index++)
        {
            log.Append(Sounds.Stage(index, bytes: 10), nowMicros: index);
        }

        (log.End - log.Start).ShouldBe(PacketLog.PacketsMax);
        Read(log.Start, log.End).ShouldBe(
            Enumerable.Range(10, PacketLog.PacketsMax).Select(index => Sounds.Wire(Sounds.Stage(index, bytes: 10))));
    }

    [Fact]
    public void Append_MoreBytesThanItHolds_DisplacesTheOldest()
    {
        const int Count = 1_000;
        for (var index = 0; index < Count; index++)
        {
            log.Append(Sounds.Stage(index, bytes: 1_275), nowMicros: index);
        }

        log.SizeOf(log.Start, log.End).ShouldBeInRange(PacketLog.BytesMax - WireFields.PacketBytesMax, PacketLog.BytesMax);
        Read(log.Start, log.End).ShouldBe(
            Enumerable.Range((int)log.Start, Count - (int)log.Start).Select(
                index => Sounds.Wire(Sounds.Stage(index, bytes: 1_275))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CopyTo_AnyRunOfManySizes_ReadsBackWhatWasAppended(int seed)
    {
        var random = new Random(seed);
        var sent = new List<MediaPacket>();
        for (var index = 0; index < 3_000; index++)
        {
            var packet = Sounds.Stage(
                index, source: (uint)random.Next(1, 4), level: (byte)random.Next(128), bytes: random.Next(1, 400));
            sent.Add(Sounds.Wire(packet));
            log.Append(packet, index * 7_000L);
            var from = random.NextInt64(log.Start, log.End);
            var to = random.NextInt64(from, log.End) + 1;

            Read(from, to).ShouldBe(sent[(int)from..(int)to], $"seed {seed}, packet {index}, run {from} to {to}");
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(20_000, 1)]
    [InlineData(20_001, 2)]
    [InlineData(40_000, 2)]
    [InlineData(40_001, 3)]
    public void FirstSince_ATime_IsTheOldestPacketNotOlder(long micros, long expected)
    {
        for (var index = 0; index < 3; index++)
        {
            log.Append(Sounds.Stage(index), index * FrameMicros);
        }

        log.FirstSince(micros).ShouldBe(expected);
    }

    [Fact]
    public void EndThatFits_ABoundInTheMiddleOfAPacket_EndsBeforeIt()
    {
        for (var index = 0; index < 10; index++)
        {
            log.Append(Sounds.Stage(1_000 + index), index);
        }

        var five = log.SizeOf(0, 5);

        log.EndThatFits(0, 10, five).ShouldBe(5);
        log.EndThatFits(0, 10, five + 1).ShouldBe(5);
        log.EndThatFits(0, 10, five - 1).ShouldBe(4);
    }

    [Fact]
    public void EndThatFits_ABoundBelowOnePacket_TakesOnePacket()
    {
        log.Append(Sounds.Stage(1), 0);
        log.Append(Sounds.Stage(2), 0);

        log.EndThatFits(0, 2, bytesMax: 1).ShouldBe(1);
    }

    [Fact]
    public void SourceOf_APositionThatWasForgotten_Throws()
    {
        log.Append(Sounds.Stage(1), 0);
        log.Append(Sounds.Stage(2), 3_000_000);

        Should.Throw<ArgumentOutOfRangeException>(() => log.SourceOf(0));
    }

    private List<MediaPacket> Read(long from, long to)
    {
        var bytes = new byte[log.SizeOf(from, to)];
        log.CopyTo(from, to, bytes);
        return [.. Bundle.Parser.ParseFrom(bytes).Packets];
    }
}
