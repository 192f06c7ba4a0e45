namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>A silo reads what another silo sent. A copy within a silo shares only immutable values.</summary>
public sealed class RoundTripTests(SiloServices silo) : IClassFixture<SiloServices>
{
    private const int SeedsPerType = 8;

    /// <summary>
    /// The end of an object on Orleans' wire (Orleans.Serialization.WireProtocol: extended wire type, end tag).
    /// </summary>
    private const byte EndOfObject = 0xE0;

    /// <summary>A field whose identifier is five above the one before: a variable-length integer of the expected type, with its
    /// value.</summary>
    private static readonly byte[] UnknownNumber = [(0 << 5) | 5, 0x03];

    /// <summary>A field whose identifier is six above the one before: length-prefixed, of the expected type, with two
    /// bytes.</summary>
    private static readonly byte[] UnknownText = [(2 << 5) | 6, (2 << 1) | 1, 0x68, 0x69];

    /// <summary>A field whose identifier is one above the one before: an object of the expected type that contains a number, with
    /// its end.</summary>
    private static readonly byte[] UnknownObject = [(1 << 5) | 1, .. UnknownNumber, EndOfObject];

    public static TheoryData<string> Types() => [.. SerializedTypes.Concrete.Select(type => type.ToString())];

    public static TheoryData<string> TypesWithMembers() =>
        [.. SerializedTypes.Concrete.Where(type => !type.IsEnum).Select(type => type.ToString())];

    [Theory]
    [MemberData(nameof(Types))]
    public void Serialize_EveryMemberSet_IsReadAsWritten(string name)
    {
        foreach (var (seed, value) in Samples(name))
        {
            var read = silo.Serializer.Deserialize<object>(silo.Serializer.SerializeToArray<object>(value));

            Difference.Between(value, read, name).ShouldBeNull($"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(TypesWithMembers))]
    public void Deserialize_MemberOfANewerVersion_IsSteppedOver(string name)
    {
        foreach (var (seed, value) in Samples(name))
        {
            var bytes = silo.Serializer.SerializeToArray<object>(value);
            bytes[^1].ShouldBe(EndOfObject, "a contract is written as an object with an end");

            var read = silo.Serializer.Deserialize<object>(
                [.. bytes[..^1], .. UnknownNumber, .. UnknownText, .. UnknownObject, EndOfObject]);

            Difference.Between(value, read, name).ShouldBeNull($"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Copy_InsideASilo_IsEqualAndSharesOnlyWhatIsImmutable(string name)
    {
        foreach (var (seed, value) in Samples(name))
        {
            var copy = silo.Copier.Copy<object>(value);

            Difference.Between(value, copy, name).ShouldBeNull($"seed {seed}");
            if (!value.GetType().IsValueType)
            {
                ReferenceEquals(value, copy).ShouldBe(Immutability.IsPromised(value.GetType()), name);
            }
        }
    }

    private IEnumerable<(int Seed, object Value)> Samples(string name)
    {
        var type = SerializedTypes.Concrete.Single(each => each.ToString() == name);
        return Enumerable.Range(1, SeedsPerType).Select(seed => (seed, new SampleValues(seed, silo.Grains).Make(type)));
    }
}
