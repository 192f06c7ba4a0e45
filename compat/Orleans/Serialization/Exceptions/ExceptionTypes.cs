using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Serialization;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Finds exception types by name, among the loaded assemblies and the allowed namespaces only, and creates them by the
/// constructor with a message and an inner exception.
/// </summary>
internal sealed class ExceptionTypes(ExceptionSerializationOptions options)
{
    /// <summary>Names to remember the answer for; an application meets a few dozen.</summary>
    private const int MaxRemembered = 1024;

    private readonly ConcurrentDictionary<string, ConstructorInfo?> _constructors = new(StringComparer.Ordinal);

    /// <summary>Null if the type is unknown, not allowed or cannot be created this way.</summary>
    public Exception? TryCreate(string typeName, string? message, Exception? inner)
    {
        if (!_constructors.TryGetValue(typeName, out var constructor))
        {
            constructor = FindConstructor(typeName);
            if (_constructors.Count < MaxRemembered)
            {
                _constructors.TryAdd(typeName, constructor);
            }
        }

        if (constructor is null)
        {
            return null;
        }

        object?[] arguments = constructor.GetParameters().Length == 2 ? [message, inner] : [message];
        return (Exception)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    private ConstructorInfo? FindConstructor(string typeName)
    {
        // Anything more than a plain name would make the run-time parse, and perhaps load, what a message says.
        if (!TypeNames.IsPlain(typeName))
        {
            return null;
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic && assembly.GetType(typeName, throwOnError: false) is { } type && IsAllowed(type))
            {
                return type.GetConstructor([typeof(string), typeof(Exception)]) ?? type.GetConstructor([typeof(string)]);
            }
        }

        return null;
    }

    private bool IsAllowed(Type type)
    {
        if (!type.IsSubclassOf(typeof(Exception)) || type.IsAbstract || type.ContainsGenericParameters)
        {
            return false;
        }

        var space = type.Namespace ?? "";
        return (type.IsVisible && options.SupportedNamespacePrefixes.Any(prefix =>
                space.StartsWith(prefix, StringComparison.Ordinal) && (space.Length == prefix.Length || space[prefix.Length] == '.')))
            || options.SupportedExceptionTypeFilter(type);
    }
}
