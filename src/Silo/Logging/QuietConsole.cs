using Microsoft.Extensions.Logging.Console;

namespace AudioRooms.Silo.Logging;

/// <summary>
/// The console log without three kinds of entries, which would teach operators to overlook the log or let strangers fill it:
/// <list type="bullet">
/// <item>At every start Orleans warns that the server garbage collector is off. It is off on purpose; the project file says
/// why.</item>
/// <item>Orleans' watchdog, asked before its first round, reports a round as long as the machine's uptime. That is a wrong
/// calculation. A round that really takes long, at most the life of this process, is logged.</item>
/// <item>Faults of clients, which the server answers (<see cref="ClientFaults"/>).</item>
/// </list>
/// The framework's filters know only category and level, and other events of these categories must stay; so this provider drops
/// the warnings by their event ids.
/// </summary>
[ProviderAlias("Console")]
internal sealed class QuietConsole(ILoggerProvider console) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Replaces the framework's console provider with this one.</summary>
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

    /// <summary>Does nothing: the container disposes the console itself.</summary>
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
