namespace AudioRooms.System.Tests;

/// <summary>
/// A server with development settings that the tests of a class share, because its start takes longer than most of the tests.
/// </summary>
public sealed class RunningServer : IAsyncLifetime
{
    private Server? server;

    internal Server Server => server!;

    public async Task InitializeAsync() => server = await Server.StartAsync();

    /// <summary>Ends the server if it has started. If the start failed, the tests report that failure.</summary>
    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
