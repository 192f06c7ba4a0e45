using System.Reflection;
using System.Text.RegularExpressions;
using AudioRooms.Gateway;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Grains.Media;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Silo.Clustering;
using AudioRooms.Silo.Storage;
using AudioRooms.Silo.Telemetry;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// Every setting that the server knows. An environment variable with this project's prefix that is not in the list stops the
/// start: a misspelt setting would silently not protect. <c>docs/settings.md</c> has a row for each; a test compares the page
/// with this list.
/// </summary>
internal static partial class SettingNames
{
    public const string Prefix = "AUDIOROOMS_";
    public const string Limits = "AUDIOROOMS_LIMITS";

    /// <summary>Separates the parts of a name below a group in an environment variable.</summary>
    public const string GroupSeparator = "__";

    /// <summary>Settings with a single value.</summary>
    public static readonly IReadOnlyList<string> Single =
    [
        CodecSetting.Variable, DashboardSetting.Variable, SiloStorage.DatabaseVariable, GuestsSetting.Variable,
        IssuersSetting.Variable, Limits, SiloSecrets.OperatorKeyVariable,
        OriginsSetting.Variable, PageSetting.Variable, SiloSecrets.SigningKeyVariable, SignUpSetting.Variable,
    ];

    /// <summary>Groups of bounds, with a setting for each property.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Groups = new Dictionary<string, Type>(
        StringComparer.OrdinalIgnoreCase)
    {
        ["AUDIOROOMS_CLUBS"] = typeof(ClubLimits),
        ["AUDIOROOMS_CLUSTER"] = typeof(ClusterSettings),
        ["AUDIOROOMS_DRAIN"] = typeof(DrainOptions),
        ["AUDIOROOMS_EVENTS"] = typeof(EventLimits),
        ["AUDIOROOMS_INVITATIONS"] = typeof(InvitationOptions),
        ["AUDIOROOMS_MIX"] = typeof(MixOptions),
        ["AUDIOROOMS_REACTIONS"] = typeof(ReactionOptions),
        ["AUDIOROOMS_ROOMS"] = typeof(RoomLimits),
        ["AUDIOROOMS_TRACING"] = typeof(TracingOptions),
    };

    /// <summary>Settings of the command line, which have no effect in a server's environment.</summary>
    public static readonly IReadOnlyList<string> OfTheCommandLine =
        [
            "AUDIOROOMS_AS", "AUDIOROOMS_COMMAND", "AUDIOROOMS_NEW_PASSWORD", "AUDIOROOMS_PASSWORD", "AUDIOROOMS_SERVER",
            "AUDIOROOMS_TOKEN",
        ];

    /// <summary>Variables of every OpenTelemetry SDK that this server reads and checks itself.</summary>
    public static IReadOnlyList<string> OfTelemetry => OtlpSettings.Names;

    /// <summary>All settings of the server, by the names of their environment variables.</summary>
    public static IEnumerable<string> All =>
        [.. Single, .. Groups.SelectMany(
            group => PropertiesOf(group.Value).Select(property => NameOf(group.Key, property.Name))), .. OfTelemetry];

    public static IEnumerable<PropertyInfo> PropertiesOf(Type group) =>
        group.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    /// <summary>
    /// True for a variable that Kubernetes sets: it gives every pod the addresses of its services, and those of a service named
    /// <c>audiorooms</c> have this project's prefix.
    /// </summary>
    public static bool IsOfKubernetes(string name) => ServiceLink().IsMatch(name);

    public static string NameOf(string group, string property) => $"{group}{GroupSeparator}{property.ToUpperInvariant()}";

    [GeneratedRegex(
        "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ServiceLink();
}
