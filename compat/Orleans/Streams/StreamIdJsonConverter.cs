using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>Writes a <see cref="StreamId"/> as <c>{ "fk": full key, "ki": length of the namespace }</c>.</summary>
public sealed class StreamIdJsonConverter : JsonConverter<StreamId>
{
    public override StreamId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var fullKey = document.RootElement.GetProperty("fk").GetBytesFromBase64();
        return new StreamId(fullKey, document.RootElement.GetProperty("ki").GetUInt16());
    }

    public override StreamId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StreamId.Parse(Encoding.UTF8.GetBytes(reader.GetString()!));

    public override void Write(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("fk", value.FullKey.Span);
        writer.WriteNumber("ki", value.Namespace.Length);
        writer.WriteEndObject();
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
