using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Orleans.Storage;

/// <summary>
/// Writes grain state as JSON with System.Text.Json, which needs no further package and no attributes on the state's types: records,
/// immutable collections, dictionaries with any key, and every <c>[Id]</c> member of a <c>[GenerateSerializer]</c> type, private or
/// not, come back as they went.
/// </summary>
/// <remarks>
/// <para>
/// Upstream's default is Newtonsoft.Json with type names everywhere and preserved references, so a row written by one is not read by
/// the other: choose the same <see cref="IGrainStorageSerializer"/> on both sides where rows must be shared.
/// </para>
/// <para>
/// Other differences, each refused or harmless: a class hierarchy names the derived type in <c>$type</c> by its alias or full name
/// (never an assembly), and only types known to derive from the declared one are created; a member declared as <see cref="object"/> is
/// refused, since what it held could not be created again; two references to one object come back as two objects, and a cycle is refused.
/// </para>
/// </remarks>
internal sealed class StateJsonSerializer : IGrainStorageSerializer
{
    private readonly JsonSerializerOptions options;

    /// <param name="converters">For types that only the running silo can create, such as grain references.</param>
    public StateJsonSerializer(IEnumerable<JsonConverter> converters)
    {
        var resolver = new DefaultJsonTypeInfoResolver { Modifiers = { StateContract.Apply } };
        options = new JsonSerializerOptions
        {
            TypeInfoResolver = resolver,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            IncludeFields = true,
            Converters = { new DictionaryAsPairsConverterFactory() },
        };
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }
    }

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, options));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, options);
}
