using Microsoft.Extensions.Logging.Console;

namespace AudioRooms.Silo.Logging;

/// <summary>
/// The console log without what would teach operators to overlook it, or let a stranger fill it:
/// <list type="bullet">
/// <item>At every start Orleans warns that the server's garbage collector is off.
/// Here it is off on purpose (the project file says why).</item>
/// <item>Orleans' watchdog, asked before its first round, says that the round takes as long as the machine is up. That is a wrong
/// sum; a round that really takes long, which is at most the life of this process, is told.</item>
/// <item>What clients get wrong, which the server answers and goes on (<see cref="ClientFaults"/>).</item>
/// </list>
/// Filters of the framework know category and level alone, and nothing else of these categories may be lost; so this provider
/// drops the notes by their event ids.
/// </summary>
[ProviderAlias("Console")]
internal sealed class QuietConsole(ILoggerProvider console) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Puts this provider in the place of the framework's console.</summary>
    public static void Replace(IServiceCollection services)
    {
        var framework = services.Single(static service =>
            service.ServiceType == typeof(ILoggerProvider) && service.ImplementationType == typeof(ConsoleLoggerProvider));
        services.Remove(framework);
        services.AddSingleton<ConsoleLoggerProvider>();
        services.AddSingleton<ILoggerProvider>(
            static provider => new QuietConsole(provider.GetRequiredService<ConsoleLoggerProvider>()));
    }

    public ILogger CreateLogger(string categoryName)
    {
        var logger = console.CreateLogger(categoryName);
        return categoryName switch
        {
            OrleansNotes.SiloCategory => new WithoutNotes(logger, static (id, state, _) => OrleansNotes.IsOfServerGc(id, state)),
            OrleansNotes.WatchdogCategory =>
                new WithoutNotes(logger, static (id, state, _) => OrleansNotes.IsOlderThanTheProcess(id, state)),
            ClientFaults.CallCategory => new WithoutNotes(logger, static (id, _, error) => ClientFaults.IsOfRequest(id, error)),
            ClientFaults.KestrelCategory => new WithoutNotes(logger, static (id, _, _) => ClientFaults.IsOfUndrainedBody(id)),
            ClientFaults.Http2Category => new WithoutNotes(logger, static (id, _, _) => ClientFaults.IsOfReset(id)),
            _ => logger,
        };
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) =>
        (console as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    /// <summary>The container frees the console itself.</summary>
    public void Dispose()
    {
    }

    private sealed class WithoutNotes(ILogger logger, Func<EventId, object?, Exception?, bool> isNote) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!isNote(eventId, state, exception))
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
