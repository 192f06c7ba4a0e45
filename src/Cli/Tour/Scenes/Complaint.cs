using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour.Scenes;

/// <summary>Max insults people in a room of his own. He is reported, and the operator acts.</summary>
internal sealed class Complaint : IScene
{
    private const string Suspended = AccountCodes.Suspended;

    public string Title => "A report, and the operator's decision";

    public async Task PlayAsync(Evening evening, CancellationToken cancellation)
    {
        var (max, ines) = (evening["Max"], evening["Ines"]);
        var request = new CreateRoomRequest { Title = $"Max unplugged {evening.Mark}", Language = "en" };
        var room = await max.Client.Rooms.CreateAsync(request, cancellation).ConfigureAwait(false);
        var seat = await max.EnterAsync(room.RoomId, cancellation).ConfigureAwait(false);
        await seat.Connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        await ines.EnterAsync(room.RoomId, cancellation).ConfigureAwait(false);

        var report = new FileReportRequest
        {
            IdempotencyKey = evening.Mark,
            Reason = ReportReason.Harassment,
            Text = $"He insults people. {evening.Mark}",
            Person = new ReportedPerson { UserId = max.Id },
        };
        await ines.Client.Moderation.ReportAsync(report, cancellation).ConfigureAwait(false);
        var moderation = evening.Operator.Moderation;
        var cases = await Evening.AllAsync(
            moderation.CasesAsync(CaseState.Open, cancellation), cancellation).ConfigureAwait(false);
        var about = cases.Find(one => one.Subject == $"user/{max.Id}")
            ?? throw new CliException("no_case", "Ines reported Max, and no case about him is open.");
        var file = await moderation.OpenCaseAsync(about.CaseId, cancellation).ConfigureAwait(false);
        var told = (await max.Client.Moderation.MyStandingAsync(cancellation).ConfigureAwait(false)).Penalties.Count > 0;
        evening.Ledger.Check(
            "S83", "Ines reports Max; the operator reads the report, and Max is not told",
            file.Reports is [var filed] && filed.Text == report.Text && filed.ReporterUserId == ines.Id && !told,
            $"{file.Reports.Count} reports, told: {told}");

        await moderation.ClaimCaseAsync(about.CaseId, cancellation).ConfigureAwait(false);
        var decision = new DecideCaseRequest { CaseId = about.CaseId, SuspendSeconds = 86_400, Note = "Seen and heard." };
        decision.Penalties.Add(PenaltyKind.Suspend);
        var decided = await moderation.DecideCaseAsync(decision, cancellation).ConfigureAwait(false);
        var closed = await seat.ClosedAsync(cancellation).ConfigureAwait(false);
        var refusal = await Evening.RefusalOfAsync(() => evening.Stranger.Accounts.SignInAsync(
            max.Handle, $"correct horse {evening.Mark}", cancellation)).ConfigureAwait(false);
        evening.Ledger.Check(
            "S85", "The operator suspends him for a day: he is out of his own room at once, and cannot sign in",
            decided.State == CaseState.Decided && closed is not null && refusal == Suspended,
            $"{decided.State}, {closed?.Code}, {refusal}");

        var found = await Evening.FindAsync(ines, SearchKind.Person, max.Handle, "", cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S85",
            "During the suspension searches do not find him", found.TrueForAll(one => one.Id != max.Id), found.Count);

        var verdict = await evening.Operator.VerifyAuditAsync(cancellation: cancellation).ConfigureAwait(false);
        var log = await Evening.AllAsync(
            evening.Operator.AuditAsync($"case/{about.CaseId}", cancellation), cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S84", $"The audit log has all of it, and its chain of {verdict.Count} entries is valid",
            verdict.Fault == AuditFault.Unspecified && verdict.Count > 0 && log.Count >= 3,
            $"{verdict.Fault}, {log.Count} entries about the case");
    }
}
