using Microsoft.Extensions.Logging.Console;

namespace AudioRooms.Silo.Logging;

/// <summary>
/// The console log without one note: Orleans warns at every start that the server's garbage collector is off. Here it is off on purpose (the
/// project file says why), so the two lines would teach operators to overlook warnings. Filters of the framework know category and level alone,
/// and nothing else of that category may be lost; so this provider drops the note by its event id.
/// </summary>
[ProviderAlias("Console")]
internal sealed class QuietConsole(ConsoleLoggerProvider console) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Who writes the note.</summary>
    internal const string Category = "Orleans.Runtime.Silo";

    /// <summary>Orleans' ErrorCode.SiloGcWarning; both lines carry it, and nothing else does.</summary>
    internal const int ServerGcNote = 100_405;

    /// <summary>Puts this provider in the place of the framework's console.</summary>
    public static void Replace(IServiceCollection services)
    {
        var console = services.Single(static service =>
            service.ServiceType == typeof(ILoggerProvider) && service.ImplementationType == typeof(ConsoleLoggerProvider));
        services.Remove(console);
        services.AddSingleton<ConsoleLoggerProvider>();
        services.AddSingleton<ILoggerProvider>(static provider => new QuietConsole(provider.GetRequiredService<ConsoleLoggerProvider>()));
    }

    public ILogger CreateLogger(string categoryName) => categoryName == Category
        ? new WithoutNote(console.CreateLogger(categoryName))
        : console.CreateLogger(categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => console.SetScopeProvider(scopeProvider);

    /// <summary>The container frees the console itself.</summary>
    public void Dispose()
    {
    }

    private sealed class WithoutNote(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id != ServerGcNote)
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
