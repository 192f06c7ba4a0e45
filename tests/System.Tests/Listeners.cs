using AudioRooms.Client;

namespace AudioRooms.System.Tests;

/// <summary>Who listens, as the room counts them: the listener grains report it once a second.</summary>
internal static class Listeners
{
    /// <summary>Waits until a room has so many listeners.</summary>
    public static async Task WaitForAsync(AudioRoomsClient host, string roomId, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while ((await host.Rooms.GetAsync(roomId)).ListenerCount < count)
        {
            await again.WaitForNextTickAsync(patience.Token);
        }
    }
}
