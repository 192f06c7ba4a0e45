using System.ComponentModel.DataAnnotations;
using System.Reflection;
using AudioRooms.Gateway.Rooms;
using Microsoft.Extensions.Options;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// The bounds of rooms, clubs, events, invitations, mixes and reactions. Each is an environment variable:
/// <c>AUDIOROOMS_ROOMS__STAGESIZEMAX=20</c> sets the property <c>StageSizeMax</c> of the rooms' bounds. A bound that is not set
/// keeps its default.
/// </summary>
internal static class BoundsSetting
{
    private const string ReactionsGroup = "AUDIOROOMS_REACTIONS";

    /// <summary>Adds bounds without rules of their own: each must be above zero.</summary>
    public static void AddBounds<T>(this IServiceCollection services, ServerSettings settings, string group)
        where T : class, new()
    {
        var bounds = new T();
        Bind(settings, group, bounds);
        foreach (var property in SettingNames.PropertiesOf(typeof(T)))
        {
            var isAboveZero = property.GetValue(bounds) switch
            {
                int count => count > 0,
                TimeSpan span => span > TimeSpan.Zero,
                _ => true,
            };
            if (!isAboveZero)
            {
                settings.Errors.Add(
                    $"{SettingNames.NameOf(group, property.Name)} must be above zero, not '{property.GetValue(bounds)}'.");
            }
        }

        services.AddSingleton(Options.Create(bounds));
    }

    /// <summary>Adds bounds with rules of their own.</summary>
    public static void AddRuledBounds<T>(this IServiceCollection services, ServerSettings settings, string group)
        where T : class, new()
    {
        CheckRules(settings, group, new T());
        services.Configure<T>(options => BindGood(settings, group, options));
    }

    /// <summary>Sets the bounds of reactions. Configured names replace the default names.</summary>
    public static void BindReactions(ServerSettings settings, ReactionOptions reactions) =>
        BindGood(settings, ReactionsGroup, reactions);

    /// <summary>Notes errors in the bounds of reactions.</summary>
    public static void CheckReactions(ServerSettings settings) => CheckRules(settings, ReactionsGroup, new ReactionOptions());

    /// <summary>
    /// Binds only if there is no error so far. With an error the host does not start, and the options' own rules would repeat it.
    /// </summary>
    private static void BindGood(ServerSettings settings, string group, object target)
    {
        if (settings.Errors.IsEmpty)
        {
            Bind(settings, group, target);
        }
    }

    /// <summary>
    /// Reads a group's settings for use while the host is built. Errors are noted, and the defaults are returned.
    /// </summary>
    public static T Read<T>(ServerSettings settings, string group)
        where T : class, new()
    {
        var known = settings.Errors.Count;
        var read = new T();
        CheckRules(settings, group, read);
        return settings.Errors.Count == known ? read : new T();
    }

    /// <summary>Binds once at the start, so that these errors are reported together with all others.</summary>
    private static void CheckRules(ServerSettings settings, string group, object target)
    {
        Bind(settings, group, target);
        var broken = new List<ValidationResult>();
        Validator.TryValidateObject(target, new ValidationContext(target), broken, validateAllProperties: true);
        foreach (var result in broken)
        {
            var member = result.MemberNames.FirstOrDefault() ?? "";
            var came = string.Join(", ", ValuesOf(settings.Environment.GetSection(group).GetSection(member)));
            settings.Errors.Add($"{SettingNames.NameOf(group, member)}: {result.ErrorMessage?.TrimEnd('.')}, not '{came}'.");
        }
    }

    /// <summary>Binds each property by itself, because the binder of a whole object stops at the first error.</summary>
    private static void Bind(ServerSettings settings, string group, object target)
    {
        foreach (var property in SettingNames.PropertiesOf(target.GetType()))
        {
            var section = settings.Environment.GetSection(group).GetSection(property.Name);
            if (!section.Exists())
            {
                continue;
            }

            try
            {
                property.SetValue(
                    target, section.Get(property.PropertyType, static options => options.ErrorOnUnknownConfiguration = true));
            }
            catch (InvalidOperationException)
            {
                settings.Errors.Add(
                    $"{SettingNames.NameOf(group, property.Name)} takes {Describe(property)}, not "
                    + $"'{string.Join(", ", ValuesOf(section))}'.");
            }
        }
    }

    private static string Describe(PropertyInfo property) => property.PropertyType switch
    {
        var type when type == typeof(int) || type == typeof(long) => "a whole number",
        var type when type == typeof(TimeSpan) => "a time such as 00:05:00",
        var type when type == typeof(bool) => "'true' or 'false'",
        var type => $"a value of {type.Name}",
    };

    private static IEnumerable<string> ValuesOf(IConfigurationSection section) => section.Value is { } value
        ? [value]
        : section.GetChildren().SelectMany(ValuesOf);
}
