using System.Text;
using Orleans.Serialization;

namespace AudioRooms.Compat.Behaviour.Serialization;

/// <summary>Whatever the bytes, reading them ends with a value or a named error, at a cost that the bytes bound.</summary>
public sealed class HostileBytesTests
{
    private const int Mutations = 20_000;

    /// <summary>An object of 24 bytes and more comes of two bytes on the wire.</summary>
    private const int BytesPerByte = 64;

    private const long Unconditional = 64 * 1024;

    [Fact]
    public void Deserialize_MutatedMessages_EndsWithValueOrSerializerException()
    {
        const int Seed = 20260101;
        var random = new Random(Seed);
        var messages = Messages();

        // The first reads also pay for codecs and type names.
        foreach (var message in messages)
        {
            SerializerFixture.Serializer.Deserialize<object>(message);
        }

        for (var round = 0; round < Mutations; round++)
        {
            var mutated = Mutate(messages[random.Next(messages.Count)], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                SerializerFixture.Serializer.Deserialize<object>(mutated);
            }
            catch (SerializerException)
            {
                // The named error that was asked for.
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {Seed}, round {round}, message {Convert.ToHexString(mutated)}: {exception}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > Unconditional + (BytesPerByte * mutated.LongLength))
            {
                Assert.Fail($"Seed {Seed}, round {round}, message {Convert.ToHexString(mutated)}: {allocated} bytes allocated.");
            }
        }
    }

    [Fact]
    public void Deserialize_EveryTruncation_IsRefused()
    {
        foreach (var message in Messages())
        {
            for (var length = 0; length < message.Length; length++)
            {
                Should.Throw<SerializerException>(() => SerializerFixture.Serializer.Deserialize<object>(message.AsSpan(0, length).ToArray()));
            }
        }
    }

    [Theory]
    [InlineData(0x0F)]
    [InlineData(0x7F)]
    public void Deserialize_HugeAnnouncedCount_IsRefusedWithoutAllocating(byte lastByteOfCount)
    {
        // Version; an object; field 0, a varint of up to 35 bits.
        byte[] message = [1, 4, 0, 0xFF, 0xFF, 0xFF, 0xFF, lastByteOfCount, 8, 2, 7];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<SerializerException>(() => SerializerFixture.Serializer.Deserialize<Point[]>(message));
        Should.Throw<SerializerException>(() => SerializerFixture.Serializer.Deserialize<List<Point>>(message));
        Should.Throw<SerializerException>(() => SerializerFixture.Serializer.Deserialize<Dictionary<int, Point>>(message));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(3 * Unconditional);
    }

    [Fact]
    public void Deserialize_UnregisteredType_IsRefusedByName()
    {
        var message = SerializerFixture.Serializer.SerializeToArray<object>(new Dog { Name = "x" });
        var text = Encoding.Latin1.GetString(message);
        var renamed = Encoding.Latin1.GetBytes(text.Replace("Serialization.Dog", "Serialization.Cat", StringComparison.Ordinal));

        var thrown = Should.Throw<IllegalTypeException>(() => SerializerFixture.Serializer.Deserialize<object>(renamed));

        thrown.TypeName.ShouldContain("Cat");
    }

    [Fact]
    public void Deserialize_OtherTypeThanTheFieldAllows_IsRefused()
    {
        var message = SerializerFixture.Serializer.SerializeToArray<object>(new Point(1, 2));

        Should.Throw<IllegalTypeException>(() => SerializerFixture.Serializer.Deserialize<Animal>(message));
    }

    [Fact]
    public void Deserialize_DeepNesting_IsRefused()
    {
        var message = new byte[100_000];
        message.AsSpan().Fill(4);
        message[0] = 1;

        byte[] unknown = [1, 4, .. Enumerable.Repeat((byte)((5 << 3) | 4), 100_000)];

        Should.Throw<SerializerException>(() => SerializerFixture.Serializer.Deserialize<Link>(message)).Message.ShouldContain("256");
        Should.Throw<SerializerException>(() => SerializerFixture.Serializer.Deserialize<Point>(unknown)).Message.ShouldContain("256");
    }

    [Fact]
    public void Serialize_DeepNesting_IsRefusedAndLeavesNoTrace()
    {
        var link = new Link();
        for (var depth = 0; depth < 1000; depth++)
        {
            link = new Link { Next = link };
        }

        Should.Throw<SerializerException>(() => SerializerFixture.Serializer.SerializeToArray(link)).Message.ShouldContain("256");

        SerializerFixture.RoundTrip(new Link { Next = new Link() }).Next.ShouldNotBeNull();
    }

    [Fact]
    public void Deserialize_OtherFormatVersion_IsRefused()
    {
        var message = SerializerFixture.Serializer.SerializeToArray(5);
        message[0] = 2;

        Should.Throw<SerializerException>(() => SerializerFixture.Serializer.Deserialize<int>(message)).Message.ShouldContain("version 2");
    }

    [Fact]
    public void Deserialize_ManyReferencesIntoUnknownField_StaysLinear()
    {
        // An unknown field with many small objects, then references to the last of them from a list, all unresolvable
        // as anything but objects of the list's element type: each costs a walk, and the budget for walks ends.
        var bytes = new List<byte> { 1, 4, (2 << 3) | 4 };
        for (var index = 0; index < 20_000; index++)
        {
            bytes.AddRange([(1 << 3) | 4, 7]);
        }

        bytes.Add(7);
        for (var index = 0; index < 20_000; index++)
        {
            bytes.AddRange([(0 << 3) | 5, .. VarInt(20_000 - index)]);
        }

        bytes.Add(7);

        // Not a matter of time: the same object is asked for under ever new ids, and the budget of 16 walks ends it.
        Should.Throw<SerializerException>(() => SerializerFixture.Serializer.Deserialize<Link>(bytes.ToArray()))
            .Message.ShouldContain("too many objects");
    }

    private static List<byte[]> Messages()
    {
        var anna = new Person { Name = "Anna", Age = 7 };
        anna.Friends.Add(anna);
        object[] values =
        [
            anna,
            new Dog { Name = "Rex", Colour = Colour.Green, Thing = new Pair<Point>(new(1, 2), new(3, -4)) },
            new Dictionary<string, List<Point>>(StringComparer.OrdinalIgnoreCase) { ["a"] = [new(1, 2), new(3, 4)], ["b"] = [] },
            new object[] { 1, "two", 3.0, 4m, Guid.Empty, TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch, new[] { 1, 2, 3 }, new Version(1, 2) },
            new InvalidOperationException("problem", new TimeoutException("inner")),
            System.Collections.Immutable.ImmutableDictionary.CreateRange([KeyValuePair.Create("k", (1, "v"))]),
            new UsesOtherAssembly(GrainId.Create("t", "k"), StreamId.Create("n", "k"), SiloAddress.Zero, new([1, 2])),
            new CardV2 { Title = "t", Anything = typeof(List<Person>), Points = new() { ["p"] = [new(5, 6)] }, Sound = [1, 2, 3] },
            new int[2, 2] { { 1, 2 }, { 3, 4 } },
        ];
        return [.. values.Select(static value => SerializerFixture.Serializer.SerializeToArray(value))];
    }

    private static byte[] Mutate(byte[] message, Random random)
    {
        var bytes = new List<byte>(message);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 3 when bytes.Count > 2:
                    bytes.RemoveAt(at);
                    break;
                default:
                    // A piece again elsewhere.
                    var length = Math.Min(random.Next(1, 9), bytes.Count - at);
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] VarInt(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
