using System.Reflection;
using System.Text.RegularExpressions;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Grains.Media;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Silo.Clustering;
using AudioRooms.Silo.Storage;
using AudioRooms.Silo.Telemetry;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// Every setting that the server knows. A name of the environment that begins as ours and is not here stops the start: a misspelt
/// setting would be one that does not protect. <c>docs/settings.md</c> has a row for each;
/// a test holds the page against this list.
/// </summary>
internal static partial class SettingNames
{
    public const string Prefix = "AUDIOROOMS_";
    public const string Limits = "AUDIOROOMS_LIMITS";

    /// <summary>The parts of a name below a group, as the environment writes them.</summary>
    public const string GroupSeparator = "__";

    /// <summary>Settings that are one value each.</summary>
    public static readonly IReadOnlyList<string> Single =
    [
        CodecSetting.Variable, DashboardSetting.Variable, SiloStorage.DatabaseVariable, GuestsSetting.Variable,
        IssuersSetting.Variable, Limits, SiloSecrets.OperatorKeyVariable,
        OriginsSetting.Variable, SiloSecrets.SigningKeyVariable, SignUpSetting.Variable,
    ];

    /// <summary>Groups of bounds: a setting for each of their properties.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Groups = new Dictionary<string, Type>(
        StringComparer.OrdinalIgnoreCase)
    {
        ["AUDIOROOMS_CLUBS"] = typeof(ClubLimits),
        ["AUDIOROOMS_CLUSTER"] = typeof(ClusterSettings),
        ["AUDIOROOMS_EVENTS"] = typeof(EventLimits),
        ["AUDIOROOMS_INVITATIONS"] = typeof(InvitationOptions),
        ["AUDIOROOMS_MIX"] = typeof(MixOptions),
        ["AUDIOROOMS_REACTIONS"] = typeof(ReactionOptions),
        ["AUDIOROOMS_ROOMS"] = typeof(RoomLimits),
        ["AUDIOROOMS_TRACING"] = typeof(TracingOptions),
    };

    /// <summary>What the command line reads; in a server's environment they say nothing.</summary>
    public static readonly IReadOnlyList<string> OfTheCommandLine =
        [
            "AUDIOROOMS_AS", "AUDIOROOMS_COMMAND", "AUDIOROOMS_NEW_PASSWORD", "AUDIOROOMS_PASSWORD", "AUDIOROOMS_SERVER",
            "AUDIOROOMS_TOKEN",
        ];

    /// <summary>What every OpenTelemetry SDK reads, and we read and check ourselves.</summary>
    public static IReadOnlyList<string> OfTelemetry => OtlpSettings.Names;

    /// <summary>All settings of the server by the names that the environment has for them.</summary>
    public static IEnumerable<string> All =>
        [.. Single, .. Groups.SelectMany(
            group => PropertiesOf(group.Value).Select(property => NameOf(group.Key, property.Name))), .. OfTelemetry];

    public static IEnumerable<PropertyInfo> PropertiesOf(Type group) =>
        group.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    /// <summary>
    /// Whether Kubernetes set the name: it tells every pod the addresses of its services,
    /// of one named <c>audiorooms</c> in names like ours.
    /// </summary>
    public static bool IsOfKubernetes(string name) => ServiceLink().IsMatch(name);

    public static string NameOf(string group, string property) => $"{group}{GroupSeparator}{property.ToUpperInvariant()}";

    [GeneratedRegex(
        "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ServiceLink();
}
