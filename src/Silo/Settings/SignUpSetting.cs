using AudioRooms.Domain.Users;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Settings;

/// <summary>Who may make an account here; everybody, unless the environment says otherwise.</summary>
internal static class SignUpSetting
{
    public const string Variable = "AUDIOROOMS_SIGN_UP";

    public static SignUpPolicy Read(string? policy) => policy switch
    {
        null or "open" => SignUpPolicy.Open,
        "invitation" => SignUpPolicy.Invitation,
        var other => throw new StartupException($"{Variable} is 'open' or 'invitation', not '{other}'."),
    };
}
