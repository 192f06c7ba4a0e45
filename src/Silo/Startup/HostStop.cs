using System.Runtime.InteropServices;

namespace AudioRooms.Silo.Startup;

/// <summary>
/// How the process ends. The first SIGTERM or SIGINT drains it and lets it leave the cluster, which takes
/// <see cref="Limit"/> at most. A second one ends what goes on, and the process within <see cref="HurriedLimit"/>.
/// </summary>
internal static class HostStop
{
    /// <summary>Orchestrators are told 25 s and a few seconds more; what goes on after this is broken off.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(24);

    /// <summary>After a second signal.</summary>
    public static readonly TimeSpan HurriedLimit = TimeSpan.FromSeconds(4);

    /// <summary>As shells report a program that SIGTERM ended.</summary>
    private const int Terminated = 143;

    /// <summary>Runs until the process is told to stop, and stops it.</summary>
    public static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        using var hurry = new CancellationTokenSource();
        var signals = new Signals(hurry);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signals.Take);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signals.Take);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = app.Lifetime.ApplicationStopping.UnsafeRegister(
            static stopping => ((TaskCompletionSource)stopping!).TrySetResult(), stopping);
        await using var cancelled = cancellationToken.UnsafeRegister(
            static lifetime => ((IHostApplicationLifetime)lifetime!).StopApplication(), app.Lifetime);
        await stopping.Task;
        await app.StopAsync(hurry.Token);
    }

    /// <summary>Counts signals; the second hurries.</summary>
    private sealed class Signals(CancellationTokenSource hurry)
    {
        private int count;

        public void Take(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (Interlocked.Increment(ref count) == 2)
            {
                hurry.Cancel();
                _ = EndAsync();
            }
        }

        private static async Task EndAsync()
        {
            await Task.Delay(HurriedLimit, TimeProvider.System);
            Environment.Exit(Terminated);
        }
    }
}
