namespace AudioRooms.System.Tests;

/// <summary>
/// A server with the settings of development that the tests of a class share:
/// a start takes longer than most of what is asked of it.
/// </summary>
public sealed class RunningServer : IAsyncLifetime
{
    internal Server Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
