using AudioRooms.Contracts.Notifications;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Notifications;

/// <summary>Withdraws entries about a subject that is gone, a page of people at a time.</summary>
internal sealed class InboxWithdrawal(
    SqlDatabase database, ISchedule schedule, IGrainFactory grains, InboxStore store) : IScheduledWorkHandler
{
    private const int PageSize = 100;

    public string Kind => InboxWork.WithdrawKind;

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        var page = InboxWork.Read<WithdrawWork>(work);
        var users = await store.ListNotifiedAsync(page.Subject, page.Before, PageSize);
        await Task.WhenAll(
            users.Select(user => grains.GetGrain<IInboxGrain>(user.Value).WithdrawAsync(page.Subject, page.Before)));
        if (users.Count == PageSize)
        {
            await database.WriteAsync(
                (connection, transaction) => schedule.PutAsync(connection, transaction, InboxWork.Withdraw(page)), ct);
            schedule.Wake();
        }
    }
}
