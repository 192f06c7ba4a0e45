using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AudioRooms.Compat.Behaviour.Serialization;

public sealed class RoundTripTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    [Fact]
    public void Serialize_ClassWithCycle_KeepsShape()
    {
        var anna = new Person { Name = "Anna", Age = 7 };
        anna.Friends.Add(anna);
        anna.Best = anna;

        var copy = RoundTrip(anna);

        copy.Name.ShouldBe("Anna");
        copy.Age.ShouldBe(7);
        copy.Best.ShouldBeSameAs(copy);
        copy.Friends.ShouldHaveSingleItem().ShouldBeSameAs(copy);
    }

    [Fact]
    public void Serialize_DerivedClassInObject_KeepsType()
    {
        object dog = new Dog { Name = "Rex", Colour = Colour.Green, Thing = new Pair<Point>(new Point(1, 2), new Point(3, -4)) };

        var copy = RoundTrip(dog).ShouldBeOfType<Dog>();

        copy.Name.ShouldBe("Rex");
        copy.Colour.ShouldBe(Colour.Green);
        copy.Thing.ShouldBe(new Pair<Point>(new Point(1, 2), new Point(3, -4)));
    }

    private static T RoundTrip<T>(T value)
    {
        var serializer = Services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value));
    }
}
