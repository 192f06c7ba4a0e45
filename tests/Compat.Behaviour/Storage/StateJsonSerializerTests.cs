using System.Collections.Immutable;
using Orleans.Storage;

namespace AudioRooms.Compat.Behaviour.Storage;

public sealed class StateJsonSerializerTests
{
    private readonly StateJsonSerializer serializer = new([]);

    [Fact]
    public void Deserialize_PositionalRecord_GivesWhatWasSerialized()
    {
        var seat = new Seat("Ada", 2);

        RoundTrip(seat).ShouldBe(seat);
    }

    [Fact]
    public void Deserialize_ImmutableCollections_GivesWhatWasSerialized()
    {
        var stage = new Stage
        {
            Seats = [new Seat("Ada", 1), new Seat("Alan", 2)],
            Hands = ImmutableDictionary<Guid, DateTimeOffset>.Empty.Add(Guid.NewGuid(), DateTimeOffset.UnixEpoch),
            Muted = ["Alan"],
        };

        var read = RoundTrip(stage)!;

        read.Seats.ShouldBe(stage.Seats);
        read.Hands.ShouldBe(stage.Hands);
        read.Muted.ShouldBe(stage.Muted);
    }

    [Fact]
    public void Deserialize_DictionaryKeyedByRecord_GivesWhatWasSerialized()
    {
        var roles = new Roles(ImmutableDictionary<Seat, string>.Empty.Add(new Seat("Ada", 1), "owner").Add(new Seat("Alan", 2), "speaker"));

        RoundTrip(roles)!.BySeat.ShouldBe(roles.BySeat, ignoreOrder: true);
    }

    [Fact]
    public void Deserialize_PrivateMembersWithId_GivesWhatWasSerialized()
    {
        var counter = new Counter();
        counter.Increment();
        counter.Increment();

        var read = RoundTrip(counter)!;

        read.Value.ShouldBe(2);
        read.Label.ShouldBe("2 times");
    }

    [Fact]
    public void Deserialize_DerivedType_GivesTheDerivedType()
    {
        var log = new EventLog([new Joined("Ada"), new Spoke("Ada", 12), new Joined("Alan")]);

        RoundTrip(log)!.Events.ShouldBe(log.Events);
    }

    [Fact]
    public void Serialize_DerivedType_NamesItByItsAlias()
    {
        serializer.Serialize(new EventLog([new Spoke("Ada", 12)])).ToString().ShouldContain("\"$type\":\"tests.Spoke\"");
    }

    [Fact]
    public void Serialize_MemberDeclaredAsObject_IsRefused()
    {
        Should.Throw<NotSupportedException>(() => serializer.Serialize(new Anything { Value = 3 })).Message.ShouldContain("Anything.Value");
    }

    [Fact]
    public void Deserialize_TypeWithoutParameterlessConstructor_GivesWhatWasSerialized()
    {
        var range = Range.Between(3, 9);

        var read = RoundTrip(range)!;

        (read.From, read.To).ShouldBe((3, 9));
    }

    [Fact]
    public void Deserialize_MemberThatIsNew_KeepsItsDefault()
    {
        var read = serializer.Deserialize<Stage>(BinaryData.FromString("{\"Muted\":[\"Ada\"]}"))!;

        read.Muted.ShouldBe(["Ada"]);
        read.Seats.ShouldBeEmpty();
    }

    private T? RoundTrip<T>(T value) => serializer.Deserialize<T>(serializer.Serialize(value));

    internal sealed record Seat(string Name, int Number);

    internal sealed record Stage
    {
        public ImmutableArray<Seat> Seats { get; init; } = [];

        public ImmutableDictionary<Guid, DateTimeOffset> Hands { get; init; } = ImmutableDictionary<Guid, DateTimeOffset>.Empty;

        public ImmutableHashSet<string> Muted { get; init; } = [];
    }

    internal sealed record Roles(ImmutableDictionary<Seat, string> BySeat);

    internal abstract record RoomEvent(string Who);

    internal sealed record Joined(string Who) : RoomEvent(Who);

    [Alias("tests.Spoke")]
    internal sealed record Spoke(string Who, int Seconds) : RoomEvent(Who);

    internal sealed record EventLog(ImmutableList<RoomEvent> Events);

    internal sealed class Anything
    {
        public object? Value { get; set; }
    }

    internal sealed class Counter
    {
        [Id(0)]
        private int value;

        [Id(1)]
        public string Label { get; private set; } = "never";

        public int Value => value;

        public void Increment()
        {
            value++;
            Label = $"{value} times";
        }
    }

    internal sealed class Range
    {
        private Range(int from, int to)
        {
            From = from;
            To = to;
        }

        [Id(0)]
        public int From { get; }

        [Id(1)]
        public int To { get; }

        public static Range Between(int from, int to) => new(from, to);
    }
}
