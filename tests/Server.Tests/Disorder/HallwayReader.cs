using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Server.Tests.Disorder;

/// <summary>A device that watches the hallway: the cards that it shows, and every card that it got, in order.</summary>
internal sealed class HallwayReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly AsyncServerStreamingCall<HallwayNews> call;
    private readonly Dictionary<string, RoomCard> shown = [];
    private readonly List<RoomCard> told = [];

    private HallwayReader(AsyncServerStreamingCall<HallwayNews> call) => this.call = call;

    /// <summary>The present cards by room.</summary>
    public IReadOnlyDictionary<string, RoomCard> Shown => shown;

    /// <summary>Opens a watch and reads its first picture.</summary>
    public static async Task<HallwayReader> OpenAsync(ChannelBase channel, Metadata headers)
    {
        var reader = new HallwayReader(new Discovery.DiscoveryClient(channel).WatchHallway(new WatchHallwayRequest(), headers));
        (await reader.NextAsync()).IsPicture.ShouldBeTrue();
        return reader;
    }

    /// <summary>Every card of a room that the device got, in order.</summary>
    public IReadOnlyList<RoomCard> UpdatesOf(string roomId) => [.. told.Where(card => card.RoomId == roomId)];

    /// <summary>Reads until the present cards satisfy a condition.</summary>
    public async Task UntilAsync(Func<IReadOnlyDictionary<string, RoomCard>, bool> isSo)
    {
        while (!isSo(shown))
        {
            await NextAsync();
        }
    }

    public void Dispose() => call.Dispose();

    private async Task<HallwayNews> NextAsync()
    {
        (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience)).ShouldBeTrue();
        var news = call.ResponseStream.Current;
        if (news.IsPicture)
        {
            shown.Clear();
        }

        foreach (var entry in news.Rooms)
        {
            shown[entry.Room.RoomId] = entry.Room;
            told.Add(entry.Room);
        }

        foreach (var gone in news.GoneRoomIds)
        {
            shown.Remove(gone);
        }

        return news;
    }
}
