using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Silo.Startup;

/// <summary>
/// Wakes every room that is stored as live, at the start and every five minutes. A room closes itself when its stage stays empty,
/// but only while it is in memory. After a restart a room that everybody has left may never be asked for, and the hallway, which
/// reads a table, would show it for ever.
/// </summary>
internal sealed partial class LiveRoomsWatch(
    SqlDatabase database, IGrainFactory grains, [ProductClock] TimeProvider time, ILogger<LiveRoomsWatch> logger)
        : BackgroundService
{
    /// <summary>
    /// Rooms asked at the same time: a full server's rooms are woken within seconds, and people's calls still get through.
    /// </summary>
    private const int AtATime = 16;

    private const int PageSize = 500;

    // As long as a stage may stay empty before the room closes. A room that is in memory answers at once.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    /// <summary>Calls every live room, which wakes it.</summary>
    /// <returns>The number of live rooms.</returns>
    public async Task<int> WakeAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        var after = "";
        while (true)
        {
            var rooms = await PageAsync(after, cancellationToken);
            await Parallel.ForEachAsync(
                rooms,
                new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
                async (room, stop) => await WakeAsync(room, stop));
            count += rooms.Count;
            if (rooms.Count < PageSize)
            {
                return count;
            }

            after = rooms[^1];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await WakeAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogRoundFailed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<IReadOnlyList<string>> PageAsync(string after, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            connection => connection.QueryAsync<string>(
                "SELECT room_id FROM rooms WHERE is_live = @IsLive AND room_id > @after ORDER BY room_id LIMIT @PageSize",
                new { IsLive = true, after, PageSize }),
            cancellationToken)).AsList();

    private async Task WakeAsync(string room, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IRoomGrain>(room).GetAsync();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // A room that cannot be read must not stop the others.
            LogRoomFailed(error, room);
        }
    }
}
