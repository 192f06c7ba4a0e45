using Orleans.Concurrency;

namespace AudioRooms.Compat.Behaviour.Serialization;

public interface IEchoGrain : IGrainWithStringKey
{
    Task<string> Echo(string text);

    Task<List<Person>> All(List<Person> people, Person first);

    ValueTask<int> Add(int a, int b, CancellationToken cancellation);

    [OneWay]
    Task Tell(string text);

    Task<T> Same<T>(T value)
        where T : notnull;

    [AlwaysInterleave, ReadOnly, ResponseTimeout("00:00:05")]
    ValueTask Rest();
}

public interface IEchoObserver : IGrainObserver
{
    void Heard(string text, [Immutable] byte[] sound);
}

public interface IGenericGrain<TItem> : IGrainWithGuidKey
{
    Task<TItem> Put(TItem item, List<TItem> rest);
}

[GenerateSerializer, Alias("person")]
public sealed class Person
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public int Age { get; init; }

    [Id(2)]
    private readonly List<Person> _friends = [];

    [Id(3)]
    public Person? Best { get; set; }

    public List<Person> Friends => _friends;
}

[GenerateSerializer]
public sealed record Point([property: Id(0)] int X, [property: Id(1)] int Y);

[GenerateSerializer]
public readonly record struct Pair<T>([property: Id(0)] T First, [property: Id(1)] T Second);

[GenerateSerializer]
public enum Colour
{
    Red,
    Green = 7,
}

[GenerateSerializer]
public abstract class Animal
{
    [Id(0)]
    public required string Name { get; init; }
}

[GenerateSerializer]
public sealed class Dog : Animal
{
    [Id(0)]
    public Colour Colour { get; set; }

    [Id(1)]
    public object? Thing { get; set; }
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<string> Echo(string text) => Task.FromResult(text);

    public Task<List<Person>> All(List<Person> people, Person first) => Task.FromResult(people);

    public ValueTask<int> Add(int a, int b, CancellationToken cancellation) => new(a + b);

    public Task Tell(string text) => Task.CompletedTask;

    public Task<T> Same<T>(T value)
        where T : notnull => Task.FromResult(value);

    public ValueTask Rest() => default;
}
