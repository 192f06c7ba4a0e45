using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;

namespace AudioRooms.Compat.Behaviour.Serialization;

public sealed class RoundTripTests
{
    public static TheoryData<object> Scalars =>
    [
        true, false, (byte)255, (sbyte)-128, short.MinValue, ushort.MaxValue, int.MinValue, int.MaxValue, 0, uint.MaxValue,
        long.MinValue, long.MaxValue, ulong.MaxValue, 1.5f, float.NaN, -0.0, double.MaxValue, (Half)1.5, 'x', '\uFFFF', 12345.6789m, decimal.MinValue,
        Int128.MinValue, UInt128.MaxValue, BigInteger.Pow(7, 300), Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        TimeSpan.FromMilliseconds(20), TimeSpan.MinValue, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), DateTime.MaxValue,
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-570)), new DateOnly(2026, 2, 28), new TimeOnly(23, 59, 59),
        new Rune(0x1F3A4), "", "speech \u00e9 \ud83c\udfa4", new Uri("https://example.org/a?b=c#d"), new Uri("/relative", UriKind.Relative),
        new Version(1, 2, 3), CultureInfo.InvariantCulture, IPAddress.Loopback, IPAddress.IPv6Loopback,
        new IPEndPoint(IPAddress.Parse("10.1.2.3"), 8081), typeof(Person), typeof(List<Pair<int>>), Colour.Green, (Colour)99,
        SmallUnsigned.Max, LargeSigned.Min, 4.25, new Point(-1, int.MaxValue),
    ];

    public static TheoryData<object> Sequences =>
    [
        new[] { 1, 2, 3 }, Array.Empty<string>(), new byte[] { 1, 2, 255 }, new[] { 'a', '\uFFFF' }, new[] { 1.5, double.NaN }, new[] { true, false },
        new string?[] { "a", null, "" }, new int?[] { 1, null }, new[] { new[] { 1 }, [], [2, 3] }, new[] { Colour.Red, Colour.Green },
        new List<string> { "x", "y" }, new List<int>(), new HashSet<int> { 3, 1 }, new SortedSet<string> { "b", "a" },
        new Queue<int>([1, 2, 3]), new Stack<int>([1, 2, 3]), new LinkedList<string>(["p", "q"]), new Collection<int> { 4 },
        new ObservableCollection<string> { "o" }, new ConcurrentQueue<int>([9, 8]), new ReadOnlyCollection<int>([1, 2]),
        ImmutableArray.Create(1, 2), ImmutableArray<string>.Empty, ImmutableList.Create("a", "b"), ImmutableHashSet.Create(5),
        ImmutableSortedSet.Create("z", "a"), ImmutableQueue.Create(1, 2, 3), ImmutableStack.Create(1, 2, 3), FrozenSet.Create(1, 2),
        new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, new SortedDictionary<int, string> { [2] = "b", [1] = "a" },
        new SortedList<string, int> { ["k"] = 1 }, new ConcurrentDictionary<int, int>([new(1, 2)]),
        new ReadOnlyDictionary<int, string>(new Dictionary<int, string> { [1] = "x" }), ImmutableDictionary.CreateRange([KeyValuePair.Create("a", 1)]),
        ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("a", 1)]), new Dictionary<string, int> { ["f"] = 6 }.ToFrozenDictionary(),
        new ArraySegment<int>([1, 2, 3, 4], 1, 2),
    ];

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Serialize_Scalar_ComesBackEqual(object value)
    {
        var copy = SerializerFixture.RoundTripAsObject(value);

        copy.ShouldBe(value);
        copy.ShouldBeAssignableTo(value.GetType().IsVisible ? value.GetType() : value.GetType().BaseType!);
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Serialize_Collection_ComesBackWithSameElements(object value)
    {
        var copy = SerializerFixture.RoundTripAsObject(value);

        copy.GetType().ShouldBe(value.GetType());
        ((System.Collections.IEnumerable)copy).Cast<object>().ShouldBe(((System.Collections.IEnumerable)value).Cast<object>());
    }

    [Fact]
    public void Serialize_CollectionsInCollections_ComeBackEqual()
    {
        var value = new Dictionary<Point, List<Pair<string>[]>> { [new(1, 2)] = [[new("a", "b")], []] };

        var copy = SerializerFixture.RoundTripAsObject(value);

        copy[new Point(1, 2)].Count.ShouldBe(2);
        copy[new Point(1, 2)][0].ShouldBe([new("a", "b")]);
    }

    [Fact]
    public void Serialize_Null_ComesBackNull()
    {
        SerializerFixture.RoundTrip<Person?>(null).ShouldBeNull();
        SerializerFixture.RoundTrip<string?>(null).ShouldBeNull();
        SerializerFixture.RoundTrip<int?>(null).ShouldBeNull();
        SerializerFixture.RoundTrip<object?>(null).ShouldBeNull();
        SerializerFixture.RoundTrip<int[]?>(null).ShouldBeNull();
    }

    [Fact]
    public void Serialize_Memory_ComesBackWithSameElements()
    {
        byte[] bytes = [1, 2, 3, 4];
        string[] texts = ["a", "b", "c"];

        SerializerFixture.RoundTrip<ReadOnlyMemory<byte>>(bytes.AsMemory(1, 2)).ToArray().ShouldBe([2, 3]);
        SerializerFixture.RoundTrip<Memory<byte>>(bytes).ToArray().ShouldBe(bytes);
        SerializerFixture.RoundTrip<ReadOnlyMemory<string>>(texts.AsMemory(1)).ToArray().ShouldBe(["b", "c"]);
        SerializerFixture.RoundTrip<ImmutableArray<int>>(default).IsDefault.ShouldBeTrue();
    }

    [Fact]
    public void Serialize_Tuples_ComeBackEqual()
    {
        var long8 = (1, "2", 3.0, '4', 5L, (byte)6, 7m, 8, "9");

        SerializerFixture.RoundTrip(long8).ShouldBe(long8);
        SerializerFixture.RoundTrip(Tuple.Create(1, "b", new Point(1, 2))).ShouldBe(Tuple.Create(1, "b", new Point(1, 2)));
        SerializerFixture.RoundTrip(new Tuple<int, int, int, int, int, int, int, Tuple<string>>(1, 2, 3, 4, 5, 6, 7, new("8")))
            .Rest.Item1.ShouldBe("8");
        SerializerFixture.RoundTrip(KeyValuePair.Create("k", 5)).ShouldBe(KeyValuePair.Create("k", 5));
    }

    [Fact]
    public void Serialize_ArrayOfTwoDimensions_KeepsItsLengths()
    {
        var table = new int[2, 3] { { 1, 2, 3 }, { 4, 5, 6 } };

        var copy = SerializerFixture.RoundTripAsObject(table);

        copy.GetLength(0).ShouldBe(2);
        copy[1, 2].ShouldBe(6);
    }

    [Fact]
    public void Serialize_Comparers_AreKept()
    {
        var map = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 };
        var set = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase, "X");

        SerializerFixture.RoundTrip(map)["a"].ShouldBe(1);
        SerializerFixture.RoundTrip(set).Contains("x").ShouldBeTrue();
    }

    [Fact]
    public void Serialize_CollectionInterfaceWithQuery_ArrivesAsList()
    {
        IEnumerable<int> query = Enumerable.Range(1, 3).Select(static number => number * 2);
        IReadOnlyList<string> literal = ["a", "b"];

        SerializerFixture.RoundTrip(query).ShouldBe([2, 4, 6]);
        SerializerFixture.RoundTrip(literal).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Serialize_LargeCollections_ComeBackWhole()
    {
        var numbers = Enumerable.Range(0, 200_000).ToList();
        var people = Enumerable.Range(0, 20_000).Select(static index => new Person { Name = $"p{index}", Age = index }).ToArray();
        var text = new string('\u00e9', 300_000);

        SerializerFixture.RoundTrip(numbers).ShouldBe(numbers);
        SerializerFixture.RoundTrip(people).Select(static person => person.Name).ShouldBe(people.Select(static person => person.Name));
        SerializerFixture.RoundTrip(text).ShouldBe(text);
    }

    [Fact]
    public void Serialize_ClassWithCycle_KeepsShape()
    {
        var anna = new Person { Name = "Anna", Age = 7 };
        anna.Friends.Add(anna);
        anna.Best = anna;

        var copy = SerializerFixture.RoundTrip(anna);

        copy.Name.ShouldBe("Anna");
        copy.Age.ShouldBe(7);
        copy.Best.ShouldBeSameAs(copy);
        copy.Friends.ShouldHaveSingleItem().ShouldBeSameAs(copy);
    }

    [Fact]
    public void Serialize_CyclicCollections_KeepShape()
    {
        var list = new List<object>();
        list.Add(list);
        var array = new object[2];
        array[0] = array;
        array[1] = list;

        var copy = SerializerFixture.RoundTrip(array);

        copy[0].ShouldBeSameAs(copy);
        var inner = copy[1].ShouldBeOfType<List<object>>();
        inner[0].ShouldBeSameAs(inner);
    }

    [Fact]
    public void Serialize_SharedObjects_StayShared()
    {
        byte[] sound = [1, 2, 3];
        var shared = new Person { Name = "S" };
        object[] all = [shared, sound, new List<Person> { shared }, sound, ImmutableList.Create(shared), new Dog { Name = "d", Thing = sound }];

        var copy = SerializerFixture.RoundTrip(all);

        copy[1].ShouldBeSameAs(copy[3]);
        ((List<Person>)copy[2])[0].ShouldBeSameAs(copy[0]);
        ((ImmutableList<Person>)copy[4])[0].ShouldBeSameAs(copy[0]);
        ((Dog)copy[5]).Thing.ShouldBeSameAs(copy[1]);
    }

    [Fact]
    public void Serialize_DerivedClassInObject_KeepsType()
    {
        object dog = new Dog { Name = "Rex", Colour = Colour.Green, Thing = new Pair<Point>(new Point(1, 2), new Point(3, -4)) };

        var copy = SerializerFixture.RoundTrip(dog).ShouldBeOfType<Dog>();

        copy.Name.ShouldBe("Rex");
        copy.Colour.ShouldBe(Colour.Green);
        copy.Thing.ShouldBe(new Pair<Point>(new Point(1, 2), new Point(3, -4)));
    }

    [Fact]
    public void Serialize_MembersOfEveryKind_AreKept()
    {
        var kinds = new MemberKinds(5, "ctor") { InitOnly = 2, Settable = new(3, 4), PrivateSetter = "ps" };

        var copy = SerializerFixture.RoundTrip(kinds);

        copy.ShouldBeEquivalentTo(kinds);
        copy.ReadOnlyField.ShouldBe(5);
        copy.GetOnly.ShouldBe("ctor");
        copy.InitOnly.ShouldBe(2);
        copy.Computed.ShouldBe(8);
    }

    [Fact]
    public void Serialize_RecordsWithInheritance_ComeBackEqual()
    {
        Shape circle = new Circle("c", 2.5);
        Shape square = new Square("s", 3) { Tags = ["a"] };

        SerializerFixture.RoundTrip(circle).ShouldBe(circle);
        var copy = SerializerFixture.RoundTrip(square).ShouldBeOfType<Square>();
        copy.Name.ShouldBe("s");
        copy.Side.ShouldBe(3);
        copy.Tags.ShouldBe(["a"]);
    }

    [Fact]
    public void Serialize_PositionalRecordWithoutIds_ComesBackEqual()
    {
        var value = new Unnumbered("a", 3) { Extra = 9 };

        SerializerFixture.RoundTrip(value).ShouldBe(value);
    }

    [Fact]
    public void Serialize_NestedGenericType_ComesBackEqual()
    {
        var value = new Outer<string>.Inner<int> { Left = "l", Right = 4 };

        var copy = SerializerFixture.RoundTripAsObject(value);

        copy.Left.ShouldBe("l");
        copy.Right.ShouldBe(4);
    }

    [Fact]
    public void Serialize_ForeignTypesWithConverter_ComeBackEqual()
    {
        var value = new Dictionary<ForeignColour, ForeignPoint> { [new ForeignColour("red")] = new(1, 2) };

        var copy = SerializerFixture.RoundTrip(value);

        copy.Keys.ShouldHaveSingleItem().Name.ShouldBe("red");
        copy.Values.ShouldHaveSingleItem().ShouldBe(new ForeignPoint(1, 2));
    }

    [Fact]
    public void Serialize_ConstructorDefaults_DoNotReplaceWrittenValues()
    {
        var copy = SerializerFixture.RoundTrip(new WithDefaults { Number = 0, Items = null });

        copy.Number.ShouldBe(0);
        copy.Items.ShouldBeNull();
    }

    [Fact]
    public void Serialize_SmallValues_AreCompact()
    {
        SerializerFixture.Serializer.SerializeToArray(5).Length.ShouldBe(3);
        SerializerFixture.Serializer.SerializeToArray(new Point(1, 2)).Length.ShouldBe(7);
        SerializerFixture.Serializer.SerializeToArray(new Point(0, 0)).Length.ShouldBe(3);
    }
}
