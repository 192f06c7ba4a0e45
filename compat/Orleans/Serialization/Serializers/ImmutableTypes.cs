using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using Orleans.Serialization.Invocation;

namespace Orleans.Serialization.Serializers;

/// <summary>Types of others whose values never change and are shared instead of copied.</summary>
internal static class ImmutableTypes
{
    private static readonly HashSet<Type> Exact =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly),
        typeof(TimeOnly), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Rune), typeof(Index), typeof(Range),
        typeof(CancellationToken), typeof(DBNull), typeof(IPEndPoint),
    ];

    private static readonly Type[] WithDerived =
    [
        typeof(Uri), typeof(Version), typeof(Type), typeof(CultureInfo), typeof(CompareInfo), typeof(IPAddress), typeof(Encoding),
        typeof(StringComparer), typeof(Exception), typeof(CompletedResponse), typeof(ExceptionResponse),
        typeof(GrainReference), typeof(Delegate), typeof(System.Reflection.MemberInfo),
    ];

    public static bool Contains(Type type) =>
        Exact.Contains(type) || Array.Exists(WithDerived, known => known.IsAssignableFrom(type));
}
