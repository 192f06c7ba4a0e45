using AudioRooms.Silo.Startup;
using Microsoft.Extensions.Options;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// Reports errors from the options' own rules (<c>ValidateOnStart</c>) by the names of the settings that cause them.
/// </summary>
internal static class OptionErrors
{
    /// <summary>How the gateway's texts begin, and the setting that each is about.</summary>
    private static readonly (string Beginning, string Setting)[] Settings =
    [
        ("Limits: ", SettingNames.Limits + ": "), ("WebSockets: ", OriginsSetting.Variable + ": "),
        ("Issuer", IssuersSetting.Variable + ": Issuer"),
    ];

    /// <summary>Runs all rules and notes their errors.</summary>
    public static void Check(IServiceProvider services, SettingErrors errors)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException broken)
        {
            Add(broken, errors);
        }
        catch (AggregateException several) when (several.InnerExceptions.All(static inner => inner is OptionsValidationException))
        {
            foreach (var broken in several.InnerExceptions.Cast<OptionsValidationException>())
            {
                Add(broken, errors);
            }
        }
    }

    private static void Add(OptionsValidationException broken, SettingErrors errors)
    {
        foreach (var failure in broken.Failures)
        {
            var setting = Settings.FirstOrDefault(known => failure.StartsWith(known.Beginning, StringComparison.Ordinal));
            errors.Add(setting.Setting is null ? failure : setting.Setting + failure[setting.Beginning.Length..]);
        }
    }
}
