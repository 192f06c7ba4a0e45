using System.Collections.Immutable;

namespace AudioRooms.Compat.Behaviour.Serialization;

public sealed class CopierTests
{
    [Fact]
    public void Copy_MutableObject_SharesNothing()
    {
        var anna = new Person { Name = "Anna", Best = new Person { Name = "Bea" } };
        anna.Friends.Add(anna.Best);

        var copy = SerializerFixture.Copier.Copy(anna);
        copy.Best!.Name = "changed";
        copy.Friends.Add(new Person());

        anna.Best.Name.ShouldBe("Bea");
        anna.Friends.Count.ShouldBe(1);
        copy.Friends[0].ShouldBeSameAs(copy.Best);
    }

    [Fact]
    public void Copy_Cycle_KeepsShape()
    {
        var anna = new Person();
        anna.Best = anna;

        var copy = SerializerFixture.Copier.Copy(anna);

        copy.ShouldNotBeSameAs(anna);
        copy.Best.ShouldBeSameAs(copy);
    }

    [Fact]
    public void Copy_CollectionsOfMutableObjects_CopiesElements()
    {
        var person = new Person { Name = "p" };

        SerializerFixture.Copier.Copy(new List<Person> { person })[0].ShouldNotBeSameAs(person);
        SerializerFixture.Copier.Copy(new[] { person })[0].ShouldNotBeSameAs(person);
        SerializerFixture.Copier.Copy(new Dictionary<int, Person> { [1] = person })[1].ShouldNotBeSameAs(person);
        SerializerFixture.Copier.Copy(ImmutableArray.Create(person))[0].ShouldNotBeSameAs(person);
        SerializerFixture.Copier.Copy(ImmutableList.Create(person))[0].ShouldNotBeSameAs(person);
        SerializerFixture.Copier.Copy((1, person)).person.ShouldNotBeSameAs(person);
        SerializerFixture.Copier.Copy(new Pair<Person>(person, person)).First.ShouldNotBeSameAs(person);
        SerializerFixture.Copier.Copy<object>(person).ShouldBeOfType<Person>().ShouldNotBeSameAs(person);
        SerializerFixture.Copier.Copy<IReadOnlyList<Person>>([person])[0].ShouldNotBeSameAs(person);
    }

    [Fact]
    public void Copy_CollectionsOfImmutableElements_CopiesOnlyTheCollection()
    {
        var numbers = new List<int> { 1, 2 };
        byte[] bytes = [1, 2];

        SerializerFixture.Copier.Copy(numbers).ShouldBe(numbers);
        SerializerFixture.Copier.Copy(numbers).ShouldNotBeSameAs(numbers);
        SerializerFixture.Copier.Copy(bytes).ShouldNotBeSameAs(bytes);
        var memory = SerializerFixture.Copier.Copy<ReadOnlyMemory<byte>>(bytes);
        bytes[0] = 9;
        memory.Span[0].ShouldBe((byte)1);
    }

    [Fact]
    public void Copy_ImmutableValues_SharesThem()
    {
        var frozen = new Frozen { Numbers = [1] };
        var list = ImmutableList.Create("a");
        var problem = new InvalidOperationException();

        SerializerFixture.Copier.Copy(frozen).ShouldBeSameAs(frozen);
        SerializerFixture.Copier.Copy<object>(frozen).ShouldBeSameAs(frozen);
        SerializerFixture.Copier.Copy(list).ShouldBeSameAs(list);
        SerializerFixture.Copier.Copy<Exception>(problem).ShouldBeSameAs(problem);
        SerializerFixture.Copier.Copy(new Orleans.Concurrency.Immutable<List<int>>([])).Value.ShouldNotBeNull();
    }

    [Fact]
    public void Copy_ImmutableMember_SharesOnlyThat()
    {
        var value = new WithImmutableMember { Shared = [1], Own = [2] };

        var copy = SerializerFixture.Copier.Copy(value);

        copy.ShouldNotBeSameAs(value);
        copy.Shared.ShouldBeSameAs(value.Shared);
        copy.Own.ShouldNotBeSameAs(value.Own);
    }

    [Fact]
    public void Copy_MutableClassDerivedFromImmutableOne_IsCopied()
    {
        FrozenBase plain = new() { Numbers = [1] };
        FrozenBase thawed = new ThawedChild { Numbers = [1], More = [2] };

        SerializerFixture.Copier.Copy(plain).ShouldBeSameAs(plain);
        var copy = SerializerFixture.Copier.Copy(thawed).ShouldBeOfType<ThawedChild>();
        copy.ShouldNotBeSameAs(thawed);
        copy.More.ShouldNotBeSameAs(((ThawedChild)thawed).More);
    }

    [Fact]
    public void Copy_CustomComparer_IsKept()
    {
        var comparer = new LengthComparer();
        var set = new HashSet<string>(comparer) { "aa" };

        var copy = SerializerFixture.Copier.Copy(set);

        copy.Comparer.ShouldBeSameAs(comparer);
        copy.Contains("bb").ShouldBeTrue();
    }

    [Fact]
    public void Copy_ClassWithoutAnnotation_IsRefusedByName()
    {
        var thrown = Should.Throw<Orleans.Serialization.CodecNotFoundException>(
            () => SerializerFixture.Copier.Copy<object>(new CopierTests()));

        thrown.Message.ShouldContain(nameof(CopierTests));
        thrown.Message.ShouldContain("[GenerateSerializer]");
    }

    [Fact]
    public void Copy_VeryDeepGraph_FailsInsteadOfOverflowingTheStack()
    {
        var link = new Link();
        for (var index = 0; index < 1_000_000; index++)
        {
            link = new Link { Next = link };
        }

        Should.Throw<InsufficientExecutionStackException>(() => SerializerFixture.Copier.Copy(link));
    }

    private sealed class LengthComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x?.Length == y?.Length;

        public int GetHashCode(string obj) => obj.Length;
    }
}
