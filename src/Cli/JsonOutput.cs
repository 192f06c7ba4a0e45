using System.Text.Json;

namespace AudioRooms.Cli;

/// <summary>Writes results for programs: one JSON value per line.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(TextWriter to, object value)
    {
        to.WriteLine(JsonSerializer.Serialize(value, Options));
        to.Flush();
    }
}
