namespace AudioRooms.System.Tests;

/// <summary>
/// A server with development's settings that the tests of a class share, because a start takes longer than most tests.
/// </summary>
public sealed class RunningServer : IAsyncLifetime
{
    internal Server Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
