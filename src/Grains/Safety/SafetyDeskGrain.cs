using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Safety;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Safety;

/// <summary>The shell around <see cref="SafetyCase"/>: decide, write the audit entry, carry out, save. One grain for the whole
/// service is enough, because its work comes at the speed at which people read. An interrupted decision is made again; each of
/// its parts may be repeated.</summary>
internal sealed class SafetyDeskGrain(
    CaseStore store, AccountTable accounts, EvidenceCollector evidence, [ProductClock] TimeProvider time)
        : Grain, ISafetyDeskGrain
{
    private IAuditGrain Audit => GrainFactory.GetGrain<IAuditGrain>(0);

    public async Task<SafetyReply<ReportReceipt>> FileAsync(FileReport report)
    {
        if (ReportRules.CheckText(report.Text) is { } rejection)
        {
            return rejection;
        }

        if (await store.FindReportAsync(report.Id) is { } filedBefore)
        {
            return new ReportReceipt(report.Id, filedBefore);
        }

        var now = time.GetUtcNow();
        if (ReportRules.WaitFor(await store.FiledSinceAsync(report.Reporter, now - ReportRules.Day), now) is { } wait)
        {
            return new SafetyReply<ReportReceipt>(null, SafetyRejection.TooManyReports) { RetryAfter = wait };
        }

        var captured = await evidence.CaptureAsync(report);
        if (!captured.IsAccepted)
        {
            return captured.Rejection.Value;
        }

        now = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        var opened = new SafetyCase
        {
            Id = Identifiers.NewId(),
            Subject = captured.Value.Subject,
            Accused = captured.Value.Accused,
            Room = report.Room,
            OpenedAt = now,
        };
        await store.FileAsync(opened, report, captured.Value.Json.ToJsonString(), now);
        return new ReportReceipt(report.Id, now);
    }

    public Task<CasePage> ListAsync(CaseState? state, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        return store.ListAsync(state, pageSize, pageToken);
    }

    public async Task<SafetyReply<CaseFile>> OpenAsync(SafetyActor actor, string caseId)
    {
        if (await store.FindAsync(caseId) is not { } found)
        {
            return SafetyRejection.CaseUnknown;
        }

        await AuditAsync(actor, "case.open", found, string.Empty);
        var reports = await store.ReportsAsync(caseId);
        return new CaseFile(found.ToView(await store.CountReportsAsync(caseId)), reports);
    }

    public Task<SafetyReply<CaseView>> ClaimAsync(SafetyActor actor, string caseId) => ChangeAsync(
        caseId,
        (found, reporters) => found.Claim(actor, reporters, time.GetUtcNow()),
        claimed => AuditAsync(actor, "case.claim", claimed, string.Empty));

    public Task<SafetyReply<CaseView>> DecideAsync(SafetyActor actor, string caseId, CaseDecision decision) => ChangeAsync(
        caseId,
        (found, reporters) => found.Decide(actor, decision, reporters, time.GetUtcNow()),
        async decided =>
        {
            await AuditAsync(actor, $"case.decide {Words(decision.Penalties)}", decided, decision.Note);
            return await CarryOutAsync(actor, decided, decision);
        },
        decided => decision.Penalties.Select(kind => (kind, kind == PenaltyKind.Suspend ? decided.SuspendedUntil : null)));

    public async Task<SafetyReply<AccountStanding>> SuspendAsync(
        SafetyActor actor, UserId user, DateTimeOffset? until, string reason)
    {
        var reply = await Standing(user).SuspendAsync(actor, until, reason);
        if (reply.IsAccepted)
        {
            var made = SafetyCase.Suspended(Identifiers.NewId(), actor, user, until, reason, time.GetUtcNow());
            await store.AddAsync(made, made.Decision!.Penalties[0]);
        }

        return reply;
    }

    public async Task<SafetyReply<CaseView>> AppealAsync(UserId accused, string? caseId, string text) =>
        (caseId ?? await store.NewestSuspensionAsync(accused)) is { } id
            ? await ChangeAsync(
                id, (found, _) => found.Appeal(accused, text), static _ => Task.FromResult<SafetyRejection?>(null))
            : SafetyRejection.CaseUnknown;

    public Task<SafetyReply<CaseView>> DecideAppealAsync(
        SafetyActor actor, string caseId, bool uphold, string note) => ChangeAsync(
        caseId,
        (found, reporters) => found.DecideAppeal(actor, uphold, note, reporters),
        async closed =>
        {
            await AuditAsync(actor, uphold ? "case.uphold" : "case.overturn", closed, note);
            return uphold || closed.Accused is not { } accused
                ? null
                : (await Standing(accused).ReinstateAsync(actor, note)).Rejection;
        });

    public async Task<OwnStanding> GetOwnStandingAsync(UserId user) =>
        new(await Standing(user).GetStandingAsync(), await store.PenaltiesAsync(user));

    public Task<AccountPage> ListAccountsAsync(string beginning, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        return accounts.ListAsync(beginning, pageSize, pageToken, time.GetUtcNow());
    }

    public Task<ImmutableArray<AccountRow>> FindAccountsAsync(ImmutableArray<UserId> users)
    {
        PageSizes.Check(Math.Max(1, users.Length));
        return accounts.FindAsync(users, time.GetUtcNow());
    }

    public async Task<string?> GetSuspensionReasonAsync(UserId user) =>
        await store.NewestSuspensionAsync(user) is { } id && await store.FindAsync(id) is { } found
            ? ReportRules.SuspensionReason(found, [.. (await store.ReportsAsync(id)).Select(report => report.Reason)])
            : null;

    private async Task<SafetyReply<CaseView>> ChangeAsync(
        string caseId,
        Func<SafetyCase, IReadOnlyCollection<UserId>, SafetyReply<SafetyCase>> decide,
        Func<SafetyCase, Task<SafetyRejection?>> carryOut,
        Func<SafetyCase, IEnumerable<(PenaltyKind Kind, DateTimeOffset? Until)>>? penalties = null)
    {
        if (await store.FindAsync(caseId) is not { } found)
        {
            return SafetyRejection.CaseUnknown;
        }

        var decision = decide(found, await store.ReportersAsync(caseId));
        if (!decision.IsAccepted)
        {
            return decision.Rejection.Value;
        }

        if (await carryOut(decision.Value) is { } refused)
        {
            return refused;
        }

        await store.SaveAsync(decision.Value, penalties?.Invoke(decision.Value) ?? [], time.GetUtcNow());
        return decision.Value.ToView(await store.CountReportsAsync(caseId));
    }

    // The suspension is carried out first. It is the only penalty that can be refused, and then nothing has happened yet.
    private async Task<SafetyRejection?> CarryOutAsync(SafetyActor actor, SafetyCase decided, CaseDecision decision)
    {
        if (decided.Accused is { } accused)
        {
            if (decision.Penalties.Any(kind => kind is PenaltyKind.Suspend or PenaltyKind.SuspendForGood)
                && (await Standing(accused).SuspendAsync(actor, decided.SuspendedUntil, decision.Note)).Rejection is { } refused)
            {
                return refused;
            }

            if (decision.Penalties.Contains(PenaltyKind.RemoveProfileText))
            {
                await RemoveProfileTextAsync(accused);
            }
        }

        if (decision.Penalties.Contains(PenaltyKind.EndRoom) && decided.Room is { } room)
        {
            var grain = GrainFactory.GetGrain<IRoomGrain>(room.Value);
            await grain.SettledAsync(grain.EndForServiceAsync());
        }

        return null;
    }

    // The handle takes the place of the name.
    private async Task RemoveProfileTextAsync(UserId accused)
    {
        var user = GrainFactory.GetGrain<IUserGrain>(accused.Value);
        if (await user.GetPersonAsync() is { } person)
        {
            await user.UpdateProfileAsync(new ProfileChange(Name: person.Handle, Bio: string.Empty, Expertise: []));
        }
    }

    private async Task<SafetyRejection?> AuditAsync(SafetyActor actor, string action, SafetyCase about, string reason)
    {
        await Audit.AppendAsync(new AuditEntry(actor.Name, action, SubjectNames.OfCase(about.Id), reason));
        return null;
    }

    private static string Words(ImmutableArray<PenaltyKind> penalties) =>
        penalties.IsEmpty ? "dismiss" : string.Join(',', penalties);

    private IAccountSafetyGrain Standing(UserId user) => GrainFactory.GetGrain<IAccountSafetyGrain>(user.Value);
}
