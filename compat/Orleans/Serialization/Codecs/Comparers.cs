using Orleans.Serialization;

namespace Orleans.StandIn.Serialization;

/// <summary>The comparers that a collection keeps on the wire. Copies within a process keep any comparer.</summary>
internal static class Comparers
{
    public const int Default = 0;
    private const int Ordinal = 1;
    private const int OrdinalIgnoreCase = 2;
    private const int Invariant = 3;
    private const int InvariantIgnoreCase = 4;

    public static int CodeOf<T>(IEqualityComparer<T>? comparer) =>
        comparer is null || comparer.Equals(EqualityComparer<T>.Default) ? Default : CodeOfText(comparer);

    public static int CodeOf<T>(IComparer<T>? comparer) =>
        comparer is null || comparer.Equals(Comparer<T>.Default) ? Default : CodeOfText(comparer);

    public static IEqualityComparer<T>? Equality<T>(int code) => code == Default ? null : (IEqualityComparer<T>)(object)Text(code);

    public static IComparer<T>? Order<T>(int code) => code == Default ? null : (IComparer<T>)(object)Text(code);

    private static int CodeOfText(object comparer)
    {
        // string's default comparer is ordinal by another name.
        return comparer switch
        {
            _ when comparer.Equals(StringComparer.Ordinal) => Ordinal,
            _ when comparer.Equals(StringComparer.OrdinalIgnoreCase) => OrdinalIgnoreCase,
            _ when comparer.Equals(StringComparer.InvariantCulture) => Invariant,
            _ when comparer.Equals(StringComparer.InvariantCultureIgnoreCase) => InvariantIgnoreCase,
            _ => throw new SerializerException(
                $"A collection with a comparer of type {comparer.GetType()} cannot be serialized: "
                + "use the default comparer or one of StringComparer's ordinal and invariant ones."),
        };
    }

    private static StringComparer Text(int code) => code switch
    {
        Ordinal => StringComparer.Ordinal,
        OrdinalIgnoreCase => StringComparer.OrdinalIgnoreCase,
        Invariant => StringComparer.InvariantCulture,
        InvariantIgnoreCase => StringComparer.InvariantCultureIgnoreCase,
        _ => throw new SerializerException($"A collection in the message names comparer {code}, which does not exist."),
    };
}
