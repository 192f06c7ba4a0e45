namespace AudioRooms.Compat.Behaviour.Serialization;

public sealed class VersionToleranceTests
{
    [Fact]
    public void Deserialize_MessageOfOlderContract_LeavesNewMembersAsConstructed()
    {
        var old = new CardV1 { Title = "t", Stage = new CardStageV1 { Seats = 3 }, Owner = new Person { Name = "o" } };

        var card = Convert<CardV1, CardV2>(old);

        card.Title.ShouldBe("t");
        card.Stage!.Seats.ShouldBe(3);
        card.Stage.Speakers.ShouldBeNull();
        card.Number.ShouldBe(42);
        card.Owner!.Name.ShouldBe("o");
    }

    [Fact]
    public void Deserialize_MessageOfNewerContract_StepsOverUnknownMembers()
    {
        var card = new CardV2
        {
            Title = "t",
            Stage = new CardStageV2 { Seats = 3, Speakers = [new Person { Name = "p" }], Jingle = [1, 2] },
            Number = 5,
            Ratio = 0.5,
            Level = 0.25f,
            Anything = new Dog { Name = "Rex", Thing = new Pair<Point>(new(1, 2), new(3, 4)) },
            Points = new() { ["a"] = [new(1, 2)] },
            Owner = new Person { Name = "o" },
            Last = "l",
        };

        var old = Convert<CardV2, CardV1>(card);

        old.Title.ShouldBe("t");
        old.Stage!.Seats.ShouldBe(3);
        old.Owner!.Name.ShouldBe("o");
    }

    [Fact]
    public void Deserialize_ReferenceIntoUnknownMember_FindsTheObjectThere()
    {
        var owner = new Person { Name = "owner" };
        owner.Friends.Add(owner);
        byte[] sound = [1, 2, 3];
        var card = new CardV2
        {
            Stage = new CardStageV2 { Speakers = [new Person { Name = "other" }, owner], Jingle = sound },
            Anything = new Dog { Name = "d" },
            Owner = owner,
            Sound = sound,
        };

        var old = Convert<CardV2, CardV1>(card);

        old.Owner!.Name.ShouldBe("owner");
        old.Owner.Friends.ShouldHaveSingleItem().ShouldBeSameAs(old.Owner);
        old.Sound.ShouldBe(sound);
    }

    private static TTo Convert<TFrom, TTo>(TFrom value) =>
        SerializerFixture.Serializer.Deserialize<TTo>(SerializerFixture.Serializer.SerializeToArray(value));
}
