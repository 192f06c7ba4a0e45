using AudioRooms.Protocol.Refusals;

namespace AudioRooms.Cli.Tour.Scenes;

/// <summary>Max breaks the room's rules, and the host leaves her own room.</summary>
internal sealed class Order : IScene
{
    /// <summary>Longest wait for the new host. A room waits a minute for its host before it appoints another.</summary>
    private static readonly TimeSpan Succession = TimeSpan.FromSeconds(90);

    public string Title => "The room is moderated, also without the host";

    public async Task PlayAsync(Evening evening, CancellationToken cancellation)
    {
        await CoHostAsync(evening, cancellation).ConfigureAwait(false);
        await RemoveAsync(evening, cancellation).ConfigureAwait(false);
        await LockAsync(evening, cancellation).ConfigureAwait(false);
        await SucceedAsync(evening, cancellation).ConfigureAwait(false);
    }

    private static async Task CoHostAsync(Evening evening, CancellationToken cancellation)
    {
        var (ada, dmitri) = (evening.Seats["Ada"], evening.Seats["Dmitri"]);
        await ada.Connection.InviteToStageAsync(evening["Dmitri"].Id, cancellation).ConfigureAwait(false);
        await dmitri.WaitUntilAsync(seat => seat.Room.InvitedToStage, cancellation).ConfigureAwait(false);
        await dmitri.Connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        await ada.Connection.AppointCoHostAsync(evening["Dmitri"].Id, cancellation).ConfigureAwait(false);
        var appointed = await dmitri.WaitUntilAsync(seat => seat.Room.MayModerate, cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S52 S59 S60 S70", "Ada makes Dmitri her co-host", appointed);
        await dmitri.Connection.PinLinkAsync("https://example.org/programme", cancellation).ConfigureAwait(false);
        var pinned = await evening.Seats["Lea"].WaitUntilAsync(
            seat => seat.Room.PinnedLink == "https://example.org/programme", cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S50 S75", "Dmitri pins the programme, and everybody has the link", pinned);
    }

    private static async Task RemoveAsync(Evening evening, CancellationToken cancellation)
    {
        var (ada, dmitri, max) = (evening.Seats["Ada"], evening.Seats["Dmitri"], evening["Max"]);
        var room = evening.Places["room"];
        await dmitri.Connection.RemovePersonAsync(max.Id, cancellation: cancellation).ConfigureAwait(false);
        var closed = await evening.Seats["Max"].ClosedAsync(cancellation).ConfigureAwait(false);
        var again = await Evening.RefusalOfAsync(() => max.EnterAsync(room, cancellation)).ConfigureAwait(false);
        evening.Ledger.Check("S50 S82",
            "Max shouts; Dmitri removes him, and he cannot come back", closed?.Code == ClosingCodes.Removed
            && again == RoomCodes.Removed, $"{closed?.Code}, {again}");

        await ada.Connection.ReadmitPersonAsync(max.Id, cancellation).ConfigureAwait(false);
        evening.Seats["Max"] = await max.EnterAsync(room, cancellation).ConfigureAwait(false);
        var coHost = await Evening.RefusalOfAsync(
            () => dmitri.Connection.RemovePersonAsync(max.Id, ban: true, cancellation)).ConfigureAwait(false);
        await ada.Connection.RemovePersonAsync(max.Id, ban: true, cancellation).ConfigureAwait(false);
        closed = await evening.Seats["Max"].ClosedAsync(cancellation).ConfigureAwait(false);
        var lifted = await Evening.RefusalOfAsync(
            () => dmitri.Connection.ReadmitPersonAsync(max.Id, cancellation)).ConfigureAwait(false);
        evening.Ledger.Check(
            "S50 S82", "Ada readmits him, then bans him; only she can lift the ban",
            coHost is not null && closed?.Code == ClosingCodes.Removed && lifted is not null,
            $"{coHost}, {closed?.Code}, {lifted}");
    }

    private static async Task LockAsync(Evening evening, CancellationToken cancellation)
    {
        var ada = evening.Seats["Ada"];
        await evening.Seats["Keiko"].Connection.LeaveAsync().ConfigureAwait(false);
        await ada.Connection.SetLockedAsync(locked: true, cancellation).ConfigureAwait(false);
        var refusal = await Evening.RefusalOfAsync(
            () => evening["Keiko"].EnterAsync(evening.Places["room"], cancellation)).ConfigureAwait(false);
        await ada.Connection.SetLockedAsync(locked: false, cancellation).ConfigureAwait(false);
        evening.Seats["Keiko"] = await evening["Keiko"].EnterAsync(evening.Places["room"], cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S25 S65", "The room is locked for a while and then open again", refusal == RoomCodes.Locked, refusal);
    }

    private static async Task SucceedAsync(Evening evening, CancellationToken cancellation)
    {
        evening.Ledger.Print("Ada has to go. The room waits a minute for her …");
        await evening.Seats["Ada"].Connection.LeaveAsync().ConfigureAwait(false);
        var succeeded = await evening.Seats["Lea"].WaitUntilAsync(
            seat => seat.Room.HostUserId == evening["Dmitri"].Id, cancellation, Succession).ConfigureAwait(false);
        evening.Ledger.Check("S50 S64 S86", "Dmitri is host now, and the conversation goes on", succeeded,
            evening.Guests.FirstOrDefault(guest => guest.Id == evening.Seats["Lea"].Room.HostUserId)?.Name
                ?? evening.Seats["Lea"].Room.HostUserId);
    }
}
