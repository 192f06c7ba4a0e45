using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Notifications;

/// <summary>Removes what a deleted user caused from the inboxes of others, a page at a time.</summary>
internal sealed class InboxForgetting(SqlDatabase database, ISchedule schedule, IGrainFactory grains) : IScheduledWorkHandler
{
    private const int PageSize = 100;

    public string Kind => InboxWork.ForgetActorKind;

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        var gone = new UserId(work.Key);
        var users = (await database.ReadAsync(
            connection => connection.QueryAsync<string>(
                "SELECT DISTINCT user_id FROM inbox_items WHERE actor_id = @Gone ORDER BY user_id LIMIT @Limit",
                new { Gone = gone.Value, Limit = PageSize }),
            ct)).AsList();
        await Task.WhenAll(users.Select(user => grains.GetGrain<IInboxGrain>(user).DropPersonAsync(gone)));
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                foreach (var user in users)
                {
                    await connection.ExecuteAsync(
                        "DELETE FROM inbox_items WHERE user_id = @User AND actor_id = @Gone",
                        new { User = user, Gone = gone.Value },
                        transaction);
                }

                if (users.Count == PageSize)
                {
                    await schedule.PutAsync(connection, transaction, InboxWork.ForgetActor(gone, work.DueAt));
                }
            },
            ct);
        schedule.Wake();
    }
}
