using AudioRooms.Contracts.Safety;
using AudioRooms.Gateway.Rooms;
using V1 = AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Services.Safety;

/// <summary>
/// Converts reports, cases and standings to the wire's form. Enumerations have the same numbers on both sides; a test compares
/// them.
/// </summary>
internal static class WireSafety
{
    public static V1.AccountStanding Of(AccountStanding standing) => new()
    {
        Power = (V1.AccountPower)standing.Power,
        Suspended = standing.IsSuspended,
        UntilUnixMs = standing.Until?.ToUnixTimeMilliseconds() ?? 0,
    };

    public static V1.AccountRow Of(AccountRow account) => new()
    {
        Person = WireViews.Of(account.Person),
        Standing = Of(account.Standing),
        JoinedAtUnixMs = account.JoinedAt.ToUnixTimeMilliseconds(),
    };

    public static V1.MyStanding Of(OwnStanding own)
    {
        var wire = new V1.MyStanding { Standing = Of(own.Standing) };
        wire.Penalties.AddRange(own.Penalties.Select(static penalty => new V1.PenaltyNotice
        {
            CaseId = penalty.CaseId,
            Kind = (V1.PenaltyKind)penalty.Kind,
            AtUnixMs = penalty.At.ToUnixTimeMilliseconds(),
            UntilUnixMs = penalty.Until?.ToUnixTimeMilliseconds() ?? 0,
        }));
        return wire;
    }

    public static V1.SafetyCase Of(CaseView view)
    {
        var wire = new V1.SafetyCase
        {
            CaseId = view.CaseId,
            Subject = view.Subject,
            AccusedUserId = view.Accused?.Value ?? "",
            RoomId = view.Room?.Value ?? "",
            State = (V1.CaseState)view.State,
            OpenedAtUnixMs = view.OpenedAt.ToUnixTimeMilliseconds(),
            ReportCount = (uint)view.ReportCount,
            ClaimedBy = view.ClaimedBy ?? "",
            Note = view.Decision?.Note ?? "",
            DecidedAtUnixMs = view.DecidedAt?.ToUnixTimeMilliseconds() ?? 0,
            Appeal = view.Appeal ?? "",
            AppealDecidedBy = view.AppealDecidedBy ?? "",
            Upheld = view.IsUpheld ?? false,
        };
        if (view.Decision is { } decision)
        {
            wire.Penalties.AddRange(decision.Penalties.Select(static kind => (V1.PenaltyKind)kind));
        }

        return wire;
    }

    public static V1.CaseFile Of(CaseFile file)
    {
        var wire = new V1.CaseFile { Case = Of(file.Case) };
        wire.Reports.AddRange(file.Reports.Select(static report => new V1.FiledReport
        {
            ReportId = report.ReportId,
            ReporterUserId = report.Reporter?.Value ?? "",
            Kind = (V1.ReportKind)report.Kind,
            Reason = (V1.ReportReason)report.Reason,
            Text = report.Text,
            FiledAtUnixMs = report.FiledAt.ToUnixTimeMilliseconds(),
            Evidence = report.Evidence,
        }));
        return wire;
    }

    public static V1.AuditRecord Of(AuditRecord record) => new()
    {
        Number = (ulong)record.Number,
        AtUnixMs = record.At.ToUnixTimeMilliseconds(),
        Actor = record.Entry.Actor,
        Action = record.Entry.Action,
        Subject = record.Entry.Subject,
        Reason = record.Entry.Reason,
        PreviousHash = record.PreviousHash,
        Hash = record.Hash,
    };
}
