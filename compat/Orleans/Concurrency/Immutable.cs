namespace Orleans.Concurrency;

/// <summary>Promises that the wrapped value will not be changed, so that it crosses local calls uncopied.</summary>
[GenerateSerializer]
[Immutable]
public readonly struct Immutable<T> : IEquatable<Immutable<T>>
{
    [Id(0)]
    public readonly T Value;

    public Immutable(T value)
    {
        Value = value;
    }

    public static bool operator ==(Immutable<T> left, Immutable<T> right) => left.Equals(right);

    public static bool operator !=(Immutable<T> left, Immutable<T> right) => !left.Equals(right);

    public bool Equals(Immutable<T> other) => EqualityComparer<T>.Default.Equals(Value, other.Value);

    public override bool Equals(object? obj) => obj is Immutable<T> other && Equals(other);

    public override int GetHashCode() => Value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(Value);
}
