namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>During a rolling upgrade, a silo reads data of an older silo that lacks newer members.</summary>
public sealed class OlderVersionTests(SiloServices silo) : IClassFixture<SiloServices>
{
    [Fact]
    public void Deserialize_RecordWithoutANewerMember_HasItsDefaultThere()
    {
        var read = Read<CardV1, CardV2>(new CardV1("Coffee", new UserV1("ada")));

        read.ShouldBe(new CardV2("Coffee", new UserV2("ada", null), 0, null));
    }

    [Fact]
    public void Deserialize_ClassWithoutANewerMember_HasWhatItsConstructorSet()
    {
        var read = Read<StateV1, StateV2>(new StateV1 { Name = "ada" });

        (read.Name, read.SeatsMax).ShouldBe(("ada", 12));
        read.Tags.ShouldBeEmpty();
    }

    private TTo Read<TFrom, TTo>(TFrom written) => silo.Serializer.Deserialize<TTo>(silo.Serializer.SerializeToArray(written))!;

    [GenerateSerializer]
    internal sealed record CardV1([property: Id(0)] string Title, [property: Id(2)] UserV1 Owner);

    [GenerateSerializer]
    internal sealed record CardV2(
        [property: Id(
            0)] string Title, [property: Id(2)] UserV2 Owner, [property: Id(1)] int Speakers, [property: Id(9)] string? Club);

    [GenerateSerializer]
    internal sealed record UserV1([property: Id(0)] string Handle);

    [GenerateSerializer]
    internal sealed record UserV2([property: Id(0)] string Handle, [property: Id(1)] string? Photo);

    [GenerateSerializer]
    internal sealed class StateV1
    {
        [Id(0)]
        public string Name { get; set; } = "";
    }

    [GenerateSerializer]
    internal sealed class StateV2
    {
        [Id(0)]
        public string Name { get; set; } = "";

        [Id(1)]
        public int SeatsMax { get; set; } = 12;

        [Id(2)]
        public List<string> Tags { get; set; } = [];
    }
}
