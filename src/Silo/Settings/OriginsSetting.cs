namespace AudioRooms.Silo.Settings;

/// <summary>
/// Origins whose pages may open WebSockets, besides the server's own: <c>https://app.example, https://m.example:8443</c>. The
/// gateway checks them.
/// </summary>
internal static class OriginsSetting
{
    public const string Variable = "AUDIOROOMS_ORIGINS";

    public static IList<string> Read(string? origins) =>
        (origins ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
