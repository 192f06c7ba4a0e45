using Microsoft.CodeAnalysis;

namespace Orleans.Generator.Model;

/// <summary>Decides which types are shared instead of copied.</summary>
internal static class ShallowTypes
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "System.Guid", "System.DateTime", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly",
        "System.Half", "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Text.Rune", "System.Index", "System.Range",
        "System.Uri", "System.Version", "System.Type", "System.Globalization.CultureInfo", "System.Net.IPAddress",
        "System.Net.IPEndPoint", "System.Threading.CancellationToken",
        "Orleans.Runtime.GrainId", "Orleans.Runtime.GrainType", "Orleans.Runtime.GrainInterfaceType", "Orleans.Runtime.IdSpan",
        "Orleans.Runtime.SiloAddress", "Orleans.Runtime.ActivationId", "Orleans.Runtime.StreamId", "Orleans.Runtime.GrainReference",
    };

    private static readonly HashSet<string> KnownWithArguments = new(StringComparer.Ordinal)
    {
        "System.Nullable", "System.ValueTuple", "System.Tuple", "System.Collections.Generic.KeyValuePair",
        "System.Collections.Immutable.ImmutableArray", "System.Collections.Immutable.ImmutableList",
        "System.Collections.Immutable.ImmutableHashSet", "System.Collections.Immutable.ImmutableSortedSet",
        "System.Collections.Immutable.ImmutableDictionary", "System.Collections.Immutable.ImmutableSortedDictionary",
        "System.Collections.Immutable.ImmutableQueue", "System.Collections.Immutable.ImmutableStack",
    };

    public static bool Contains(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum
            || type.SpecialType is SpecialType.System_String or SpecialType.System_Decimal or SpecialType.System_DateTime
            || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double)
        {
            return true;
        }

        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        if ((named.IsSealed || named.IsValueType) && named.Has(Names.Immutable))
        {
            return true;
        }

        if (named.Is("Orleans.Concurrency.Immutable"))
        {
            return true;
        }

        var name = named.OriginalDefinition.PlainName();
        return named.IsGenericType
            ? KnownWithArguments.Contains(name) && named.TypeArguments.All(Contains)
            : Known.Contains(name);
    }
}
