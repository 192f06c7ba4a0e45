using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// Whether the server shows Orleans' dashboard: in development unless the environment says no, in production only if it says yes.
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
