using System.Runtime.InteropServices;

namespace Orleans.Runtime;

/// <summary>The identity of one activation of a grain.</summary>
[GenerateSerializer, Immutable]
[StructLayout(LayoutKind.Auto)]
public readonly struct ActivationId : IEquatable<ActivationId>, ISpanFormattable
{
    [Id(0)]
    private readonly Guid _key;

    public ActivationId(Guid key)
    {
        _key = key;
    }

    public bool IsDefault => _key == Guid.Empty;

    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);

    public static ActivationId NewId() => new(Guid.NewGuid());

    public static ActivationId GetDeterministic(GrainId grain)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, grain.Type.GetUniformHashCode());
        BitConverter.TryWriteBytes(bytes[4..], grain.Key.GetUniformHashCode());
        return new ActivationId(new Guid(bytes));
    }

    public static ActivationId FromParsableString(string activationId) => new(Guid.ParseExact(activationId.TrimStart('@'), "N"));

    public bool Equals(ActivationId other) => _key.Equals(other._key);

    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    public override int GetHashCode() => _key.GetHashCode();

    public string ToParsableString() => ToString();

    public override string ToString() => $"@{_key:N}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"@{_key:N}", out charsWritten);
}
