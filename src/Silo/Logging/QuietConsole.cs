using Microsoft.Extensions.Logging.Console;

namespace AudioRooms.Silo.Logging;

/// <summary>
/// The console log without two notes of Orleans that would teach operators to overlook warnings:
/// <list type="bullet">
/// <item>At every start it warns that the server's garbage collector is off. Here it is off on purpose (the project file says why).</item>
/// <item>A watchdog that is asked before its first round says that the round takes as long as the machine is up. That is a wrong sum; a round that
/// really takes long, which is at most the life of this process, is told.</item>
/// </list>
/// Filters of the framework know category and level alone, and nothing else of these categories may be lost; so this provider drops the notes by
/// their event ids.
/// </summary>
[ProviderAlias("Console")]
internal sealed class QuietConsole(ConsoleLoggerProvider console) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Puts this provider in the place of the framework's console.</summary>
    public static void Replace(IServiceCollection services)
    {
        var framework = services.Single(static service =>
            service.ServiceType == typeof(ILoggerProvider) && service.ImplementationType == typeof(ConsoleLoggerProvider));
        services.Remove(framework);
        services.AddSingleton<ConsoleLoggerProvider>();
        services.AddSingleton<ILoggerProvider>(static provider => new QuietConsole(provider.GetRequiredService<ConsoleLoggerProvider>()));
    }

    public ILogger CreateLogger(string categoryName)
    {
        var logger = console.CreateLogger(categoryName);
        return categoryName switch
        {
            OrleansNotes.SiloCategory => new WithoutNotes(logger, OrleansNotes.IsOfServerGc),
            OrleansNotes.WatchdogCategory => new WithoutNotes(logger, OrleansNotes.IsOlderThanTheProcess),
            _ => logger,
        };
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => console.SetScopeProvider(scopeProvider);

    /// <summary>The container frees the console itself.</summary>
    public void Dispose()
    {
    }

    private sealed class WithoutNotes(ILogger logger, Func<EventId, object?, bool> isNote) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!isNote(eventId, state))
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
