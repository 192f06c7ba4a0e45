using System.ComponentModel.DataAnnotations;
using System.Reflection;
using AudioRooms.Gateway.Posts;
using Microsoft.Extensions.Options;

namespace AudioRooms.Silo.Startup;

/// <summary>
/// The bounds of rooms, clubs, events, invitations, mixes and reactions: one environment variable each, <c>AUDIOROOMS_ROOMS__STAGESIZEMAX=20</c>
/// for the property <c>StageSizeMax</c> of the rooms' bounds. What is not set keeps its default.
/// </summary>
internal static class BoundsSetting
{
    private const string Prefix = "AUDIOROOMS_";

    /// <summary>What the environment says.</summary>
    public static IConfiguration Load() => new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build();

    /// <summary>Adds bounds that have no rules of their own: each must be above zero.</summary>
    /// <exception cref="StartupException">There is no such bound, or the value is none.</exception>
    public static void AddBounds<T>(this IServiceCollection services, IConfiguration settings, string section)
        where T : class, new()
    {
        var bounds = new T();
        Bind(settings, section, bounds);
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var isAboveZero = property.GetValue(bounds) switch
            {
                int count => count > 0,
                TimeSpan span => span > TimeSpan.Zero,
                _ => true,
            };
            if (!isAboveZero)
            {
                throw new StartupException($"{NameOf(section)}__{property.Name.ToUpperInvariant()} must be above zero.");
            }
        }

        services.AddSingleton(Options.Create(bounds));
    }

    /// <summary>Adds bounds that carry their own rules.</summary>
    /// <exception cref="StartupException">There is no such bound, or a rule is broken.</exception>
    public static void AddRuledBounds<T>(this IServiceCollection services, IConfiguration settings, string section)
        where T : class, new()
    {
        // Once now, so that the start ends here with a sentence.
        Bind(settings, section, new T());
        services.Configure<T>(options => Bind(settings, section, options));
    }

    /// <summary>Sets the bounds of reactions. Their names take the place of the default ones instead of adding to them.</summary>
    /// <exception cref="StartupException">There is no such bound, or a rule is broken.</exception>
    public static void BindReactions(IConfiguration settings, ReactionOptions reactions)
    {
        const string Section = "Reactions";
        if (settings.GetSection($"{Section}:{nameof(ReactionOptions.Names)}").Exists())
        {
            reactions.Names = [];
        }

        Bind(settings, Section, reactions);
    }

    /// <summary>A section's settings, for use while the host is built.</summary>
    /// <exception cref="StartupException">There is no such setting, or a rule is broken.</exception>
    public static T Read<T>(IConfiguration settings, string section)
        where T : class, new()
    {
        var read = new T();
        Bind(settings, section, read);
        return read;
    }

    private static void Bind(IConfiguration settings, string section, object target)
    {
        try
        {
            settings.GetSection(section).Bind(target, static options => options.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            throw new StartupException($"{NameOf(section)}__…: {exception.Message}", exception);
        }

        var broken = new List<ValidationResult>();
        if (!Validator.TryValidateObject(target, new ValidationContext(target), broken, validateAllProperties: true))
        {
            throw new StartupException($"{NameOf(section)}__…: {broken[0].ErrorMessage}");
        }
    }

    private static string NameOf(string section) => Prefix + section.ToUpperInvariant();
}
