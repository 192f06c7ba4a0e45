using Orleans.Serialization;

namespace AudioRooms.Compat.Behaviour.Serialization;

public sealed class ExceptionTests
{
    [Fact]
    public void Serialize_ThrownFrameworkException_IsRecreatedWithItsStackTrace()
    {
        var thrown = Thrown(() => throw new ArgumentOutOfRangeException("seats", 7, "too many") { HResult = 17 });

        var copy = SerializerFixture.RoundTrip<Exception>(thrown);

        copy.ShouldBeOfType<ArgumentOutOfRangeException>();
        copy.Message.ShouldBe(thrown.Message);
        copy.HResult.ShouldBe(17);
        copy.StackTrace.ShouldNotBeNull().ShouldContain(nameof(Serialize_ThrownFrameworkException_IsRecreatedWithItsStackTrace));
    }

    [Fact]
    public void Serialize_AggregateException_KeepsAllInnerExceptions()
    {
        var aggregate = new AggregateException("all", new TimeoutException("a", new FormatException("inner")), new InvalidOperationException("b"));

        var copy = SerializerFixture.RoundTrip<Exception>(aggregate).ShouldBeOfType<AggregateException>();

        copy.InnerExceptions.Select(static inner => inner.GetType()).ShouldBe([typeof(TimeoutException), typeof(InvalidOperationException)]);
        copy.InnerExceptions[0].InnerException.ShouldBeOfType<FormatException>().Message.ShouldBe("inner");
        copy.Message.ShouldBe(aggregate.Message);
    }

    [Fact]
    public void Serialize_AnnotatedException_KeepsItsMembersAndThoseOfItsBaseInAnotherAssembly()
    {
        var gone = Thrown(() => throw new RoomGoneException("gone", "r1"));

        var copy = SerializerFixture.RoundTrip<Exception>(gone).ShouldBeOfType<RoomGoneException>();

        copy.Message.ShouldBe("gone");
        copy.Room.ShouldBe("r1");
        copy.StackTrace.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Serialize_UnknownException_ArrivesAsFallbackThatNamesIt()
    {
        var copy = SerializerFixture.RoundTrip<Exception>(new PrivateException("secret door"));

        var fallback = copy.ShouldBeOfType<UnavailableExceptionFallbackException>();
        fallback.ExceptionType.ShouldBe(typeof(PrivateException).FullName);
        fallback.Message.ShouldBe("secret door");
        SerializerFixture.RoundTrip<Exception>(fallback)
            .ShouldBeOfType<UnavailableExceptionFallbackException>().ExceptionType.ShouldBe(typeof(PrivateException).FullName);
    }

    private static Exception Thrown(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            return exception;
        }

        throw new InvalidOperationException("Nothing was thrown.");
    }
}
