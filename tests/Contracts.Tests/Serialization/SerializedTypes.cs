using System.Reflection;
using AudioRooms.Streaming;

namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>The types that silos send to each other or write to grain storage. Each carries
/// <c>[GenerateSerializer]</c>.</summary>
internal static class SerializedTypes
{
    /// <summary>The assemblies with such types.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [typeof(Identifiers).Assembly, typeof(LiveStreamOptions).Assembly, Assembly.Load("AudioRooms.Grains")];

    /// <summary>The types as declared; a generic type is open.</summary>
    public static IReadOnlyList<Type> Declared { get; } =
    [
        .. Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>The types that have values: no abstract types, and each generic type closed with a string and with a
    /// record.</summary>
    public static IReadOnlyList<Type> Concrete { get; } = [.. Declared.Where(type => !type.IsAbstract).SelectMany(Close)];

    /// <summary>The fields that make up a value: its instance fields and those of its base types. For an exception, the fields of
    /// <c>Exception</c> are left out.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var each = type; each is not null && each != typeof(object) && each != typeof(Exception); each = each.BaseType)
        {
            foreach (var field in each.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static IEnumerable<Type> Close(Type type) => type.IsGenericTypeDefinition
        ? [type.MakeGenericType(typeof(string)), type.MakeGenericType(typeof(Users.Person))]
        : [type];
}
