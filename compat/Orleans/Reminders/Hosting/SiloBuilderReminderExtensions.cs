using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.ReminderService;
using Orleans.Timers;

namespace Orleans.Hosting;

public static class SiloBuilderReminderExtensions
{
    /// <summary>Adds the reminder service. It needs a table: choose one with a <c>Use…ReminderService</c>, which calls this as well.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder)
    {
        builder.Services.AddReminders();
        return builder;
    }

    public static void AddReminders(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(ReminderServiceStarter)))
        {
            return;
        }

        services.AddOptions<ReminderOptions>();
        services.AddTransient<IConfigurationValidator, ReminderOptionsValidator>();
        services.AddSingleton(static provider => new ReminderClock(
            provider.GetKeyedService<TimeProvider>("Orleans.Reminders") ?? provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton<IReminderRegistry, ReminderRegistry>();
        services.AddSingleton<ReminderServiceStarter>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetService<IReminderTable>() is null
            ? throw new OrleansConfigurationException(
                "Reminders were added without a table for them: call UseInMemoryReminderService or UseAdoNetReminderService.")
            : provider.GetRequiredService<ReminderServiceStarter>());
    }

    /// <summary>Keeps the reminders in PostgreSQL.</summary>
    public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<AdoNetReminderTableOptions> configureOptions) =>
        builder.UseAdoNetReminderService(options => options.Configure(configureOptions));

    public static ISiloBuilder UseAdoNetReminderService(
        this ISiloBuilder builder, Action<OptionsBuilder<AdoNetReminderTableOptions>> configureOptions)
    {
        builder.Services.UseAdoNetReminderService(configureOptions);
        return builder;
    }

    public static IServiceCollection UseAdoNetReminderService(
        this IServiceCollection services, Action<OptionsBuilder<AdoNetReminderTableOptions>> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        services.AddReminders();
        configureOptions(services.AddOptions<AdoNetReminderTableOptions>());
        services.AddTransient<IConfigurationValidator, AdoNetReminderTableOptionsValidator>();
        services.AddSingleton<IReminderTable, AdoNetReminderTable>();
        return services;
    }
}
