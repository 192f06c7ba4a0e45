using System.Collections.Concurrent;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour;

/// <summary>A person's bar of live rooms, which the server keeps up to date.</summary>
internal sealed class LiveBar : IAsyncDisposable
{
    private readonly Attention attention;
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, HallwayEntry> rooms = new();
    private readonly Task watching;
    private volatile bool isDrawn;

    private LiveBar(AudioRoomsClient client, TimeProvider time)
    {
        attention = new Attention(time);
        watching = WatchAsync(client);
    }

    /// <summary>Opens the bar; returns after the first picture.</summary>
    public static async Task<LiveBar> OpenAsync(AudioRoomsClient client, TimeProvider time, CancellationToken cancellation)
    {
        var bar = new LiveBar(client, time);
        await bar.attention.WaitUntilAsync(() => bar.isDrawn || bar.watching.IsCompleted, cancellation).ConfigureAwait(false);
        return bar;
    }

    /// <summary>True if a room's entry comes to satisfy a condition in time. The entry is null while the bar does not show the
    /// room.</summary>
    public Task<bool> ShowsAsync(string roomId, Func<HallwayEntry?, bool> asDescribed, CancellationToken cancellation) =>
        attention.WaitUntilAsync(() => asDescribed(rooms.GetValueOrDefault(roomId)), cancellation);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task WatchAsync(AudioRoomsClient client)
    {
        try
        {
            await foreach (var news in client.Discovery.WatchHallwayAsync(
                HallwayReason.Interest, cancellation: closing.Token).ConfigureAwait(false))
            {
                Draw(news);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RefusedException or ConnectionLostException)
        {
            // The bar was closed, or the server ended the stream. The bar shows no room from now on.
            rooms.Clear();
        }

        attention.Notify();
    }

    private void Draw(HallwayNews news)
    {
        if (news.IsPicture)
        {
            rooms.Clear();
        }

        foreach (var entry in news.Rooms)
        {
            rooms[entry.Room.RoomId] = entry;
        }

        foreach (var gone in news.GoneRoomIds)
        {
            rooms.TryRemove(gone, out _);
        }

        isDrawn = true;
        attention.Notify();
    }
}
