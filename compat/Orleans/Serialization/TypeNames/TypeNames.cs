using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Orleans.Serialization;
using Orleans.Serialization.Configuration;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Names of types on the wire, and the only way from a name in a message to a type: aliases, the full names of registered
/// types, and generic types and arrays composed of them, as <c>name&lt;argument,argument&gt;</c> and <c>name[,]</c>.
/// </summary>
internal sealed class TypeNames
{
    /// <summary>
    /// Composed types that messages may bring into being. A closed generic type is never unloaded, so their number must
    /// not be the sender's choice; an application uses a few hundred.
    /// </summary>
    private const int MaxParsedTypes = 4096;

    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+`");

    private readonly Dictionary<string, Type> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _names = [];
    private readonly ConcurrentDictionary<Type, byte[]> _formatted = new();
    private readonly ConcurrentDictionary<string, Type> _parsed = new(StringComparer.Ordinal);
    private readonly TypeManifestOptions _options;

    public TypeNames(TypeManifestOptions options, IEnumerable<Type> builtIn, IEnumerable<Type> registered)
    {
        _options = options;
        foreach (var (alias, type) in options.WellKnownTypeAliases)
        {
            _byName.Add(alias, type);
            _names.TryAdd(type, alias);
        }

        var byFullName = builtIn.Concat(registered).Concat(options.Interfaces).Distinct()
            .GroupBy(static type => FullName(type), StringComparer.Ordinal);
        foreach (var group in byFullName)
        {
            // Two assemblies may have a type of the same name: then the assembly is part of both names.
            var isUnique = group.Skip(1).FirstOrDefault() is null;
            foreach (var type in group)
            {
                var name = isUnique ? group.Key : $"{group.Key}@{type.Assembly.GetName().Name}";
                _names.TryAdd(type, name);
                _byName.TryAdd(name, type);
            }
        }
    }

    /// <summary>The name as UTF-8.</summary>
    public byte[] Format(Type type) =>
        _formatted.TryGetValue(type, out var name) ? name : _formatted.GetOrAdd(type, Encoding.UTF8.GetBytes(FormatText(type)));

    /// <exception cref="IllegalTypeException">The name is of no registered or allowed type.</exception>
    public Type Parse(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[WireLimits.MaxTypeNameBytes];
        if (utf8.Length > text.Length || !Encoding.UTF8.TryGetChars(utf8, text, out var length))
        {
            throw new IllegalTypeException("a name that is too long");
        }

        text = text[..length];
        if (_parsed.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
        {
            return known;
        }

        var type = new TypeNameParser(text, Find).Parse();
        if (_parsed.Count < MaxParsedTypes)
        {
            _parsed.TryAdd(text.ToString(), type);
        }
        else if (type.IsConstructedGenericType || type.IsArray)
        {
            throw new IllegalTypeException(text.ToString());
        }

        return type;
    }

    /// <summary>True for a namespace and a name of a type, perhaps nested or generic, and nothing else.</summary>
    public static bool IsPlain(string name) =>
        name.Length is > 0 and < 512 && name.AsSpan().IndexOfAnyExcept(PlainCharacters) < 0;

    private static string FullName(Type type) => type.FullName ?? type.Name;

    private string FormatText(Type type)
    {
        if (type.IsArray)
        {
            return $"{FormatText(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsConstructedGenericType)
        {
            var arguments = type.GetGenericArguments().Select(FormatText);
            return $"{FormatText(type.GetGenericTypeDefinition())}<{string.Join(',', arguments)}>";
        }

        if (_names.TryGetValue(type, out var name))
        {
            return name;
        }

        return IsAllowed(type)
            ? FullName(type)
            : throw new IllegalTypeException(FullName(type));
    }

    private bool IsAllowed(Type type) =>
        _options.AllowedTypes.Contains(FullName(type)) || _options.AllowedAssemblies.Contains(type.Assembly.GetName().Name!);

    private Type? Find(string name)
    {
        if (_byName.TryGetValue(name, out var type))
        {
            return type;
        }

        if ((_options.AllowedTypes.Count == 0 && _options.AllowedAssemblies.Count == 0) || !IsPlain(name))
        {
            return null;
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic && assembly.GetType(name, throwOnError: false) is { } found && IsAllowed(found))
            {
                return found;
            }
        }

        return null;
    }
}
