using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Storage;

/// <summary>
/// Stores a dictionary whose key is not a JSON property name (a record, say) as an array of <c>[key, value]</c> pairs. Dictionaries
/// with keys that System.Text.Json writes as names (text, numbers, Guid, enums, moments) are left to it.
/// </summary>
internal sealed class DictionaryAsPairsConverterFactory : JsonConverterFactory
{
    private static readonly HashSet<Type> Dictionaries =
    [
        typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(SortedDictionary<,>), typeof(SortedList<,>),
        typeof(ReadOnlyDictionary<,>), typeof(ImmutableDictionary<,>), typeof(IImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
    ];

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && Dictionaries.Contains(typeToConvert.GetGenericTypeDefinition())
        && !IsPropertyName(typeToConvert.GetGenericArguments()[0]);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var arguments = typeToConvert.GetGenericArguments();
        var converter = typeof(DictionaryAsPairsConverter<,,>).MakeGenericType(typeToConvert, arguments[0], arguments[1]);
        return (JsonConverter)Activator.CreateInstance(converter)!;
    }

    private static bool IsPropertyName(Type key) =>
        key.IsEnum || Type.GetTypeCode(key) is not (TypeCode.Object or TypeCode.DBNull or TypeCode.Empty)
        || key == typeof(Guid) || key == typeof(DateTimeOffset) || key == typeof(TimeSpan) || key == typeof(Uri) || key == typeof(Version)
        || key == typeof(DateOnly) || key == typeof(TimeOnly) || key == typeof(Int128) || key == typeof(UInt128) || key == typeof(Half)
        || key == typeof(object);
}

internal sealed class DictionaryAsPairsConverter<TDictionary, TKey, TValue> : JsonConverter<TDictionary>
    where TDictionary : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private static readonly Func<Dictionary<TKey, TValue>, object> FromPairs = Creator(typeof(TDictionary).GetGenericTypeDefinition());

    public override TDictionary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Expect(reader.TokenType, JsonTokenType.StartArray);
        var pairs = new Dictionary<TKey, TValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType, JsonTokenType.StartArray);
            reader.Read();
            var key = JsonSerializer.Deserialize<TKey>(ref reader, options)!;
            reader.Read();
            var value = JsonSerializer.Deserialize<TValue>(ref reader, options)!;
            reader.Read();
            Expect(reader.TokenType, JsonTokenType.EndArray);
            pairs.Add(key, value);
        }

        return (TDictionary)FromPairs(pairs);
    }

    public override void Write(Utf8JsonWriter writer, TDictionary value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (key, item) in value)
        {
            writer.WriteStartArray();
            JsonSerializer.Serialize(writer, key, options);
            JsonSerializer.Serialize(writer, item, options);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static Func<Dictionary<TKey, TValue>, object> Creator(Type dictionary)
    {
        if (dictionary == typeof(ImmutableDictionary<,>) || dictionary == typeof(IImmutableDictionary<,>))
        {
            return static pairs => pairs.ToImmutableDictionary();
        }

        if (dictionary == typeof(ImmutableSortedDictionary<,>))
        {
            return static pairs => pairs.ToImmutableSortedDictionary();
        }

        if (dictionary == typeof(SortedDictionary<,>))
        {
            return static pairs => new SortedDictionary<TKey, TValue>(pairs);
        }

        if (dictionary == typeof(SortedList<,>))
        {
            return static pairs => new SortedList<TKey, TValue>(pairs);
        }

        return dictionary == typeof(ReadOnlyDictionary<,>)
            ? static pairs => new ReadOnlyDictionary<TKey, TValue>(pairs)
            : static pairs => pairs;
    }

    private static void Expect(JsonTokenType actual, JsonTokenType expected)
    {
        if (actual != expected)
        {
            throw new JsonException($"A dictionary is stored as an array of [key, value] pairs: expected {expected}, found {actual}.");
        }
    }
}
