using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace AudioRooms.Grains.Storage;

/// <summary>
/// Reads what a row holds as JSON, or says why it cannot be read. Nothing is thrown,
/// so that one bad row does not end the reading of many.
/// </summary>
internal static class StoredJson
{
    // A part that is missing or null is found here and not where the part is used.
    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a row's content.</summary>
    /// <param name="json">What is stored.</param>
    /// <param name="value">The content, if true.</param>
    /// <param name="fault">Why it cannot be read, in one sentence; empty if true.</param>
    /// <param name="format">How it is written; null for the plain form, of which every part must be there.</param>
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
