using System.Collections.Immutable;
using System.Reflection;
using Orleans.Streams;

namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>Checks the promise of <c>[Immutable]</c>: a silo may share values of the type instead of copying them.</summary>
internal static class Immutability
{
    /// <summary>Types whose values cannot change, and interfaces through which nothing can be changed.</summary>
    private static readonly HashSet<Type> Known =
    [
        typeof(string), typeof(Guid), typeof(TimeSpan), typeof(DateTime), typeof(DateTimeOffset), typeof(StreamId),
        typeof(SiloAddress), typeof(StreamSequenceToken),
        typeof(ReadOnlyMemory<>), typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>),
        typeof(IReadOnlyList<>), typeof(IReadOnlyDictionary<,>), typeof(IReadOnlyCollection<>), typeof(Nullable<>),
    ];

    public static bool IsPromised(Type type) => type.GetCustomAttribute<ImmutableAttribute>(inherit: true) is not null;

    /// <summary>The properties through which a value of the type could change after it was created.</summary>
    public static IEnumerable<string> BrokenBy(Type type) => SerializedTypes.FieldsOf(type)
        .Where(field => !field.IsInitOnly || !IsImmutable(field.FieldType))
        .Select(field => $"{type.FullName}.{field.Name.Split('<', '>')[1]}");

    private static bool IsImmutable(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsGenericParameter
        || typeof(IAddressable).IsAssignableFrom(type)
        || IsPromised(type)
        || Known.Contains(type)
        || (type.IsGenericType && Known.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments().All(IsImmutable));
}
