using System.Buffers;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace AudioRooms.Gateway.Tests.Transport;

public sealed class WireCodecTests
{
    private static readonly ClientMessage[] Seeds =
    [
        new() { RequestId =
            1, Join = new Join { RoomId = new string('a', 26), ResumePosition = 77, ResumeToken = "token", KnownVersion = 3 } },
        new() { Audio = Sounds.Uplink(500, bytes: 120) },
        new() { Ack = new Ack { Position = ulong.MaxValue, Concealed = 2 } },
        new() { Ack = new Ack { Position = 70_000, Concealed = 3, Lost = 200 } },
        new() { Ack = new Ack { Position = 70_001, Heard = { new SpeakerHeard { Source = 7, Played = 50, Concealed = 1 } } } },
        new() { RequestId = ulong.MaxValue, SetMuted = new SetMuted { Muted = true } },
        new() { Ping = new Ping { SentAtMicros = 1 } },
    ];

    [Fact]
    public void Decode_AMessageInSeveralPieces_IsReadWhole()
    {
        foreach (var seed in Seeds)
        {
            var bytes = seed.ToByteArray();
            var first = new Piece(bytes.AsMemory(0, bytes.Length / 2));
            var last = first.Append(bytes.AsMemory(bytes.Length / 2));

            WireCodec.Decode(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length)).ShouldBe(seed);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Decode_MutatedBytes_GivesAMessageOrMalformedAndNeverThrows(int seed)
    {
        var random = new Random(seed);
        for (var input = 0; input < 20_000; input++)
        {
            var bytes = Mutate(Seeds[random.Next(Seeds.Length)].ToByteArray(), random);

            var read = Should.NotThrow(
                () => WireCodec.Decode(new ReadOnlySequence<byte>(bytes)), $"seed {seed}: {Convert.ToHexString(bytes)}");
            read.ShouldBe(ReadGenerally(bytes), $"seed {seed}: {Convert.ToHexString(bytes)}");
        }
    }

    [Theory]
    [InlineData("FF")]
    [InlineData("1AFFFFFFFF0F")] // audio of 4 GB
    [InlineData("12057F")] // a Join cut off
    [InlineData("0000")]
    public void Decode_BrokenBytes_IsMalformed(string hex) =>
        WireCodec.Decode(new ReadOnlySequence<byte>(Convert.FromHexString(hex))).ShouldBeSameAs(WireCodec.Malformed);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 3)]
    [InlineData(300, 2)]
    [InlineData(ulong.MaxValue, uint.MaxValue)]
    public void Decode_APlainAck_IsReadAsTheGeneralParserReadsIt(ulong position, uint concealed)
    {
        var sent = new ClientMessage { Ack = new Ack { Position = position, Concealed = concealed } };

        var read = WireCodec.Decode(new ReadOnlySequence<byte>(sent.ToByteArray()));

        read.ShouldBe(sent);
    }

    [Fact]
    public void Decode_AnyAck_IsReadAsTheGeneralParserReadsIt()
    {
        // By bits, so that numbers of every length on the wire are equally likely; one report in three has no loss.
        var acks = (
            from position in NumberOfBits(64)
            from concealed in NumberOfBits(32)
            from lost in NumberOfBits(32)
            from hasLost in Gen.Choose(0, 2)
            select (Position: position, Concealed: (uint)concealed, Lost: hasLost == 0 ? (uint?)null : (uint)lost)).ToArbitrary();

        Prop.ForAll(acks, fields =>
        {
            var ack = new Ack { Position = fields.Position, Concealed = fields.Concealed };
            if (fields.Lost is { } lost)
            {
                ack.Lost = lost;
            }

            var bytes = new ClientMessage { Ack = ack }.ToByteArray();

            var read = WireCodec.Decode(new ReadOnlySequence<byte>(bytes));

            var expected = ReadGenerally(bytes);
            read.ShouldBe(expected, Convert.ToHexString(bytes));
            read.Ack.HasLost.ShouldBe(expected.Ack.HasLost, Convert.ToHexString(bytes));
            WireCodec.Recycle(read);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Decode_AcksThatAreRecycled_AllocatesNothing()
    {
        var first = new ReadOnlySequence<byte>(new ClientMessage { Ack = new Ack { Position = 500 } }.ToByteArray());
        var second = new ReadOnlySequence<byte>(
            new ClientMessage { Ack = new Ack { Position = 600, Concealed = 1, Lost = 300 } }.ToByteArray());
        WireCodec.Recycle(WireCodec.Decode(first));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 1_000; round++)
        {
            WireCodec.Recycle(WireCodec.Decode(first));
            WireCodec.Recycle(WireCodec.Decode(second));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        WireCodec.Decode(first).Ack.ShouldBe(new Ack { Position = 500 });
    }

    [Fact]
    public void Decode_AfterAnAckThatReportsLoss_SaysNothingOfIt()
    {
        WireCodec.Recycle(WireCodec.Decode(
            new ReadOnlySequence<byte>(new ClientMessage { Ack = new Ack { Position = 1, Lost = 7 } }.ToByteArray())));

        var plain = WireCodec.Decode(
            new ReadOnlySequence<byte>(new ClientMessage { Ack = new Ack { Position = 2 } }.ToByteArray()));

        plain.Ack.ShouldBe(new Ack { Position = 2 });
    }

    [Fact]
    public void Decode_APlainAckAfterOneThatSaysWhatWasHeard_SaysNothingOfThat()
    {
        var heard =
            new ClientMessage { Ack = new Ack { Position = 1, Heard = { new SpeakerHeard { Source = 7, Played = 50 } } } };
        WireCodec.Recycle(WireCodec.Decode(new ReadOnlySequence<byte>(heard.ToByteArray())));
        var plain = new ClientMessage { Ack = new Ack { Position = 2 } };

        WireCodec.Decode(new ReadOnlySequence<byte>(plain.ToByteArray())).ShouldBe(plain);
    }

    [Fact]
    public void Decode_TwoAcksBeforeEitherIsRecycled_AreTwo()
    {
        var one = WireCodec.Decode(
            new ReadOnlySequence<byte>(new ClientMessage { Ack = new Ack { Position = 1 } }.ToByteArray()));
        var two = WireCodec.Decode(
            new ReadOnlySequence<byte>(new ClientMessage { Ack = new Ack { Position = 2 } }.ToByteArray()));

        (one.Ack.Position, two.Ack.Position).ShouldBe((1UL, 2UL));
    }

    private static Gen<ulong> NumberOfBits(int bitsMax) =>
        from bits in Gen.Choose(0, bitsMax)
        from seed in Gen.Choose(0, int.MaxValue)
        select bits == 0 ? 0 : (ulong)new Random(seed).NextInt64(long.MinValue, long.MaxValue) >> (64 - bits);

    private static ClientMessage ReadGenerally(byte[] bytes)
    {
        try
        {
            return ClientMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return WireCodec.Malformed;
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var kind = random.Next(4);
        if (kind == 0)
        {
            return bytes[..random.Next(bytes.Length)];
        }

        if (kind == 1)
        {
            var noise = new byte[random.Next(1, 64)];
            random.NextBytes(noise);
            return [.. bytes, .. noise];
        }

        for (var change = random.Next(1, 6); change > 0; change--)
        {
            bytes[random.Next(bytes.Length)] = kind == 2 ? (byte)random.Next(256) : (byte)0xFF;
        }

        return bytes;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
