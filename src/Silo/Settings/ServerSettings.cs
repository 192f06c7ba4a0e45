using AudioRooms.Audio.Opus;
using AudioRooms.Domain.Users;
using AudioRooms.Gateway.Access.External;
using AudioRooms.Silo.Startup;
using AudioRooms.Silo.Storage;
using AudioRooms.Silo.Telemetry;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// The settings from the environment, read once at the start. A wrong setting is noted and has its default here, so that one
/// start finds all errors. The host throws before it uses any setting.
/// </summary>
internal sealed class ServerSettings
{
    private ServerSettings(IConfiguration environment, bool isProduction)
    {
        Environment = environment;
        RefuseUnknown(environment);
        Codec = Errors.Try(() => CodecSetting.Read(this[CodecSetting.Variable]), OpusCodecChoice.Auto);
        SignUp = Errors.Try(() => SignUpSetting.Read(this[SignUpSetting.Variable]), SignUpPolicy.Open);
        GuestsMax = Errors.Try(() => GuestsSetting.Read(this[GuestsSetting.Variable], isProduction), 0);
        Issuers = Errors.Try(() => IssuersSetting.Read(this[IssuersSetting.Variable]), []);
        Origins = OriginsSetting.Read(this[OriginsSetting.Variable]);
        PageFolder = PageSetting.Read(this[PageSetting.Variable], AppContext.BaseDirectory);
        Limits = this[SettingNames.Limits] ?? "";
        Secrets = SiloSecrets.Read(
            this[SiloSecrets.SigningKeyVariable], this[SiloSecrets.OperatorKeyVariable], isProduction, Errors);
        Database = Errors.Try(() => SiloStorage.Read(this[SiloStorage.DatabaseVariable]), null);
        HasDashboard = Errors.Try(() => DashboardSetting.Read(this[DashboardSetting.Variable], isProduction), false);
        Telemetry = OtlpSettings.Read(name => this[name], Errors);
    }

    /// <summary>The errors found so far; the options add theirs.</summary>
    public SettingErrors Errors { get; } = new();

    /// <summary>The environment by name: <c>AUDIOROOMS_ROOMS:STAGESIZEMAX</c> for a variable with two underscores.</summary>
    public IConfiguration Environment { get; }

    public OpusCodecChoice Codec { get; }

    public SignUpPolicy SignUp { get; }

    /// <summary>Most people without an account who may listen at once; 0 for none.</summary>
    public int GuestsMax { get; }

    public IList<ExternalIssuerOptions> Issuers { get; }

    public IList<string> Origins { get; }

    /// <summary>The folder of the built page; null if none is served.</summary>
    public string? PageFolder { get; }

    public string Limits { get; }

    /// <summary>The secrets; without a signing key where development makes its own.</summary>
    public SiloSecrets Secrets { get; }

    /// <summary>PostgreSQL's connection string, a secret; null for SQLite.</summary>
    public string? Database { get; }

    /// <summary>True if the server serves Orleans' dashboard.</summary>
    public bool HasDashboard { get; }

    /// <summary>Where metrics and traces are sent.</summary>
    public OtlpSettings Telemetry { get; }

    private string? this[string name] => Environment[name] is { Length: > 0 } value ? value : null;

    public static ServerSettings Read(IConfiguration environment, bool isProduction) => new(environment, isProduction);

    private void RefuseUnknown(IConfiguration environment)
    {
        foreach (var child in environment.GetChildren())
        {
            if (!child.Key.StartsWith(SettingNames.Prefix, StringComparison.OrdinalIgnoreCase)
                || SettingNames.IsOfKubernetes(child.Key)
                || SettingNames.Single.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
                || SettingNames.OfTheCommandLine.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!SettingNames.Groups.TryGetValue(child.Key, out var group))
            {
                foreach (var name in LeavesOf(child))
                {
                    Refuse(name);
                }

                continue;
            }

            foreach (var property in child.GetChildren())
            {
                if (!SettingNames.PropertiesOf(group).Any(
                    known => known.Name.Equals(property.Key, StringComparison.OrdinalIgnoreCase)))
                {
                    Refuse(SettingNames.NameOf(child.Key, property.Key));
                }
            }

            if (child.Value is not null)
            {
                Refuse(child.Key);
            }
        }
    }

    private void Refuse(string name)
    {
        var nearest = NearestName.Of(name, SettingNames.All);
        Errors.Add(nearest is null
            ? $"{name} is not a setting; docs/settings.md lists all settings."
            : $"{name} is not a setting; did you mean {nearest}?");
    }

    private static IEnumerable<string> LeavesOf(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        return children.Count == 0
            ? [section.Path.Replace(":", SettingNames.GroupSeparator, StringComparison.Ordinal)]
            : children.SelectMany(LeavesOf);
    }
}
