using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Values of collection interfaces whose class has no codec (a query, or what a collection expression makes) go as the
/// plain collection with the same elements.
/// </summary>
internal static class CollectionInterfaces
{
    private static readonly MethodInfo ListOf = Method(nameof(ToList));
    private static readonly MethodInfo SetOf = Method(nameof(ToSet));
    private static readonly MethodInfo MapOf = Method(nameof(ToMap));

    private static readonly ConcurrentDictionary<Type, Func<object, object>?> Converters = new();

    /// <summary>The plain collection in place of <paramref name="value"/>; null if the interface is not of a collection.</summary>
    public static object? ToPlain(Type declared, object value) => Converters.GetOrAdd(declared, Find)?.Invoke(value);

    private static Func<object, object>? Find(Type declared)
    {
        if (!declared.IsInterface || !declared.IsConstructedGenericType)
        {
            return null;
        }

        var definition = declared.GetGenericTypeDefinition();
        var method =
            definition == typeof(IEnumerable<>) || definition == typeof(ICollection<>) || definition == typeof(IList<>)
            || definition == typeof(IReadOnlyCollection<>) || definition == typeof(IReadOnlyList<>) ? ListOf
            : definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>) ? SetOf
            : definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>) ? MapOf
            : null;
        return method?.MakeGenericMethod(declared.GetGenericArguments()).CreateDelegate<Func<object, object>>();
    }

    private static MethodInfo Method(string name) =>
        typeof(CollectionInterfaces).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static List<T> ToList<T>(object value) => new List<T>((IEnumerable<T>)value);

    private static HashSet<T> ToSet<T>(object value) => new HashSet<T>((IEnumerable<T>)value);

    private static Dictionary<TKey, TValue> ToMap<TKey, TValue>(object value)
        where TKey : notnull => new Dictionary<TKey, TValue>((IEnumerable<KeyValuePair<TKey, TValue>>)value);
}
