namespace AudioRooms.Compat.Behaviour.Serialization;

[GenerateSerializer]
public enum SmallUnsigned : byte
{
    Max = byte.MaxValue,
}

[GenerateSerializer]
public enum LargeSigned : long
{
    Min = long.MinValue,
}

[GenerateSerializer]
public sealed class MemberKinds
{
    [Id(0)]
    internal readonly int ReadOnlyField;

    [Id(1)]
    private int _private;

    public MemberKinds(int number, string text)
    {
        ReadOnlyField = number;
        GetOnly = text;
        _private = number + 1;
    }

    [Id(2)]
    public string GetOnly { get; }

    [Id(3)]
    public int InitOnly { get; init; }

    [Id(4)]
    public Pair<int> Settable { get; set; }

    [Id(5)]
    public string PrivateSetter { get; internal set; } = "";

    /// <summary>Not automatic: read and set through its accessors.</summary>
    [Id(6)]
    public int Computed
    {
        get => _private + 2;
        private set => _private = value - 2;
    }
}

[GenerateSerializer]
public abstract record Shape([property: Id(0)] string Name);

[GenerateSerializer]
public sealed record Circle(string Name, [property: Id(0)] double Radius) : Shape(Name);

[GenerateSerializer]
public record Square(string Name, [property: Id(0)] int Side) : Shape(Name)
{
    [Id(1)]
    public List<string> Tags { get; init; } = [];
}

[GenerateSerializer]
public sealed record Unnumbered(string Text, int Number)
{
    [Id(0)]
    public int Extra { get; set; }
}

public static class Outer<TLeft>
{
    [GenerateSerializer]
    public sealed class Inner<TRight>
        where TRight : struct
    {
        [Id(0)]
        public TLeft? Left { get; init; }

        [Id(1)]
        public TRight Right { get; set; }
    }
}

[GenerateSerializer]
public sealed class WithDefaults
{
    [Id(0)]
    public int Number { get; set; } = 5;

    [Id(1)]
    public List<int>? Items { get; set; } = [1];
}

[GenerateSerializer, Immutable]
public sealed class Frozen
{
    [Id(0)]
    public int[] Numbers { get; init; } = [];
}

[GenerateSerializer, Immutable]
public class FrozenBase
{
    [Id(0)]
    public int[] Numbers { get; init; } = [];
}

[GenerateSerializer]
public sealed class ThawedChild : FrozenBase
{
    [Id(0)]
    public int[] More { get; set; } = [];
}

[GenerateSerializer]
public sealed class WithImmutableMember
{
    [Id(0), Immutable]
    public byte[] Shared { get; init; } = [];

    [Id(1)]
    public byte[] Own { get; init; } = [];
}

/// <summary>A type of somebody else, without annotations.</summary>
public sealed class ForeignColour(string name) : IEquatable<ForeignColour>
{
    public string Name { get; } = name;

    public bool Equals(ForeignColour? other) => other?.Name == Name;

    public override bool Equals(object? obj) => Equals(obj as ForeignColour);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

public readonly record struct ForeignPoint(int X, int Y);

[GenerateSerializer]
public struct ForeignColourSurrogate
{
    [Id(0)]
    internal string Name;
}

[GenerateSerializer]
public struct ForeignPointSurrogate
{
    [Id(0)]
    internal int X;

    [Id(1)]
    internal int Y;
}

[RegisterConverter]
public sealed class ForeignColourConverter : IConverter<ForeignColour, ForeignColourSurrogate>
{
    public ForeignColour ConvertFromSurrogate(in ForeignColourSurrogate surrogate) => new(surrogate.Name);

    public ForeignColourSurrogate ConvertToSurrogate(in ForeignColour value) => new() { Name = value.Name };
}

[RegisterConverter]
public sealed class ForeignPointConverter : IConverter<ForeignPoint, ForeignPointSurrogate>
{
    public ForeignPoint ConvertFromSurrogate(in ForeignPointSurrogate surrogate) => new(surrogate.X, surrogate.Y);

    public ForeignPointSurrogate ConvertToSurrogate(in ForeignPoint value) => new() { X = value.X, Y = value.Y };
}
