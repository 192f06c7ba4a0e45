using System.Reflection;
using AudioRooms.Streaming;

namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>The types that cross from silo to silo or into grain storage: each carries <c>[GenerateSerializer]</c>.</summary>
internal static class SerializedTypes
{
    /// <summary>The assemblies whose grain calls carry such types.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [typeof(Identifiers).Assembly, typeof(LiveStreamOptions).Assembly, Assembly.Load("AudioRooms.Grains")];

    /// <summary>As declared; a generic one is open.</summary>
    public static IReadOnlyList<Type> Declared { get; } =
    [
        .. Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Those of which values can be made: no abstract one, and the generic ones of a text and of a record.</summary>
    public static IReadOnlyList<Type> Concrete { get; } = [.. Declared.Where(type => !type.IsAbstract).SelectMany(Close)];

    /// <summary>
    /// What a value consists of: the instance fields, those of the bases too; an exception's own without those of its base.
    /// </summary>
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
