using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace AudioRooms.Grains.Storage;

/// <summary>Parses the JSON of a row, or says why it cannot be parsed. It does not throw, so that one bad row does not stop the
/// reading of many.</summary>
internal static class StoredJson
{
    // A missing or null part is found here, not where it is used.
    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Parses the JSON of a row.</summary>
    /// <param name="value">The content, if true.</param>
    /// <param name="fault">Why it cannot be parsed, in one sentence; empty if true.</param>
    /// <param name="format">Options of the format; null for the plain form, in which every part must be present.</param>
    public static bool TryRead<T>(
        string json, [NotNullWhen(true)] out T? value, out string fault, JsonSerializerOptions? format = null)
        where T : class
    {
        (value, fault) = (null, string.Empty);
        try
        {
            value = JsonSerializer.Deserialize<T>(json, format ?? Strict);
            fault = value is null ? "It has no content." : string.Empty;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException
            or InvalidOperationException)
        {
            fault = exception.Message;
        }

        return value is not null;
    }
}
