using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// Whether the server serves Orleans' dashboard: in development by default, in production only if the environment says so.
/// </summary>
internal static class DashboardSetting
{
    public const string Variable = "AUDIOROOMS_DASHBOARD";

    public static bool Read(string? value, bool isProduction) => value switch
    {
        null => !isProduction,
        "on" => true,
        "off" => false,
        var other => throw new StartupException($"{Variable} is 'on' or 'off', not '{other}'."),
    };
}
