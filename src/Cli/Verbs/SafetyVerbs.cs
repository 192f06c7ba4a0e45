using System.CommandLine;
using System.Globalization;
using AudioRooms.Cli.Verbs.People;
using AudioRooms.Client.Api;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <summary>The verbs of <c>admin</c> for reports, suspensions and the audit log.</summary>
internal static class SafetyVerbs
{
    public static IEnumerable<Command> Create(CliContext context) =>
    [
        MakeReports(context),
        MakeCase(context),
        MakeClaim(context),
        MakeDecide(context),
        MakeDecideAppeal(context),
        MakeSuspend(context),
        MakeReinstate(context),
        MakeStanding(context),
        MakePower(context),
        MakeAudit(context),
    ];

    private static Command MakeReports(CliContext context)
    {
        var state = WordOption.Of<CaseState>("--state", "Only cases in this state (default all)");
        return new Command(
            "reports",
            "List the cases that reports opened, oldest first.") { state }.DoesAsOperator(context, async (call, admin) =>
        {
            var cases = await admin.Moderation.CasesAsync(WireText.Read<CaseState>(
                call.Parsed.GetValue(state)), call.Cancellation)
                .Select(CaseJson.Of).ToListAsync(call.Cancellation).ConfigureAwait(false);
            var name = await AccountArgument.NamesAsync(
                admin, cases.SelectMany(one => new[] { one.Subject, one.ClaimedBy }), call.Cancellation).ConfigureAwait(false);
            call.Out.Table(
                cases,
                "There are none.",
                ("case", one => one.CaseId),
                ("about", one => name(one.Subject)),
                ("state", one => one.State),
                ("reports", one => one.Reports),
                ("since", one => one.OpenedAt),
                ("by", one => name(one.ClaimedBy)),
                ("decided", one => one.Penalties));
        });
    }

    private static Command MakeCase(CliContext context)
    {
        var id = CaseArgument();
        return new Command(
            "case", "Show a case with its reports; the audit log records that you read "
                + "it.") { id }.DoesAsOperator(context, async (call, admin) =>
        {
            var file = await admin.Moderation.OpenCaseAsync(
                call.Parsed.GetRequiredValue(id), call.Cancellation).ConfigureAwait(false);
            var one = CaseJson.Of(file.Case);
            var name = await AccountArgument.NamesAsync(
                admin, file.Reports.Select(report => report.ReporterUserId).Append(one.Subject), call.Cancellation)
                    .ConfigureAwait(false);
            var reports = file.Reports.Select(report => new
            {
                report.ReportId, Reporter = report.ReporterUserId, Kind = report.Kind.Word(), Reason = report.Reason.Word(),
                report.Text,
                FiledAt = WireText.Time(report.FiledAtUnixMs), report.Evidence,
            }).ToList();
            call.Out.One(
                new { Case = one, Reports = reports },
                ("case", $"{one.CaseId}, {one.State}"),
                ("about", name(one.Subject)),
                ("decided", one.Penalties),
                ("note", one.Note),
                ("appeal", one.Appeal),
                ("reports", string.Join('\n', reports.Select(report => $"{report.FiledAt:yyyy-MM-dd HH:mm}  {report.Kind}  "
                    + $"{report.Reason}  by {name(report.Reporter)}  {report.Text}"))));
        });
    }

    private static Command MakeClaim(CliContext context)
    {
        var id = CaseArgument();
        return new Command(
            "claim",
            "Claim a case: tell other reviewers that you work on it.") { id }.DoesAsOperator(context, async (call, admin) =>
            Show(call, await admin.Moderation.ClaimCaseAsync(
                call.Parsed.GetRequiredValue(id), call.Cancellation).ConfigureAwait(false)));
    }

    private static Command MakeDecide(CliContext context)
    {
        var id = CaseArgument();
        var penalties = new Option<string[]>("--penalty")
        {
            Description = $"Without a penalty the reports are dismissed. Penalties: "
                + $"{string.Join(", ", WireText.Words<PenaltyKind>())}. Repeat the option.",
        };
        penalties.AcceptOnlyFromAmong(WireText.Words<PenaltyKind>());
        var hours = new Option<double>("--hours")
        {
            Description = "Length of a suspension, an hour to a year.",
            DefaultValueFactory = _ => 24,
        }.Within(1, 8_784);
        var note = NoteOption("--note");
        var accused = new Option<string?>(
            "--accused") { Description = "Handle or id of the accused person, if the reports name no person." };
        return new Command(
            "decide", "Decide a case.") { id, penalties, hours, note, accused }.DoesAsOperator(context, async (call, admin) =>
        {
            var request = new DecideCaseRequest
            {
                CaseId = call.Parsed.GetRequiredValue(id),
                SuspendSeconds = (ulong)TimeSpan.FromHours(call.Parsed.GetValue(hours)).TotalSeconds,
                Note = call.Parsed.GetRequiredValue(note),
                AccusedUserId = call.Parsed.GetValue(accused) is { } person
                    ? await AccountArgument.ResolveAsync(admin, person, call.Cancellation).ConfigureAwait(false)
                    : "",
            };
            request.Penalties.AddRange((call.Parsed.GetValue(penalties) ?? []).Select(WireText.Read<PenaltyKind>));
            Show(call, await admin.Moderation.DecideCaseAsync(request, call.Cancellation).ConfigureAwait(false));
        });
    }

    private static Command MakeDecideAppeal(CliContext context)
    {
        var id = CaseArgument();
        var uphold = new Option<bool>("--uphold")
        {
            Description = "Uphold the decision; without this option the account is reinstated.",
        };
        var note = NoteOption("--note");
        return new Command("decide-appeal", "Decide an appeal.")
        {
            id,
            uphold,
            note,
        }.DoesAsOperator(context, async (call, admin) => Show(call, await admin.Moderation
            .DecideAppealAsync(
                call.Parsed.GetRequiredValue(id),
                call.Parsed.GetValue(uphold),
                call.Parsed.GetRequiredValue(note),
                call.Cancellation).ConfigureAwait(false)));
    }

    private static Command MakeSuspend(CliContext context)
    {
        var user = AccountArgument.Create();
        var hours = new Option<double?>(
            "--hours") { Description = "Length, an hour to ten years. Default: for good." }.Within(1, 87_840);
        var reason = NoteOption("--reason");
        reason.Description = "1 to 1,000 characters, for the audit log; the person reads it when they try to sign in.";
        return new Command("suspend", "Suspend an account: its connections end within 2 s.")
        {
            user,
            hours,
            reason,
        }.DoesAsOperator(context, async (call, admin) =>
        {
            var until = call.Parsed.GetValue(hours) is { } length
                ? context.Time.GetUtcNow().AddHours(length)
                : (DateTimeOffset?)null;
            Show(call, await admin.Moderation.SuspendAsync(
                await UserAsync(call, admin, user).ConfigureAwait(false),
                until,
                call.Parsed.GetRequiredValue(reason),
                call.Cancellation).ConfigureAwait(false));
        });
    }

    private static Command MakeReinstate(CliContext context)
    {
        var user = AccountArgument.Create();
        var reason = NoteOption("--reason");
        return new Command(
            "reinstate",
            "End a suspension.") { user, reason }.DoesAsOperator(context, async (call, admin) => Show(call, await admin.Moderation
            .ReinstateAsync(
                await UserAsync(call, admin, user).ConfigureAwait(false),
                call.Parsed.GetRequiredValue(reason),
                call.Cancellation).ConfigureAwait(false)));
    }

    private static Command MakeStanding(CliContext context)
    {
        var user = AccountArgument.Create();
        return new Command(
            "standing",
            "Show the state of an account.") { user }.DoesAsOperator(context, async (call, admin) => Show(
            call, await admin.Moderation.StandingAsync(
                await UserAsync(call, admin, user).ConfigureAwait(false), call.Cancellation).ConfigureAwait(false)));
    }

    private static Command MakePower(CliContext context)
    {
        var user = AccountArgument.Create();
        var power = WordOption.ArgumentOf<AccountPower>("power", "Power of the account");
        var reason = NoteOption("--reason");
        return new Command("power", "Give an account the power of an operator or reviewer, or make it a member's account again.")
        {
            user,
            power,
            reason,
        }.DoesAsOperator(
            context, async (call, admin) => Show(call, await admin.SetPowerAsync(
                await UserAsync(call, admin, user).ConfigureAwait(false),
                WireText.Read<AccountPower>(call.Parsed.GetRequiredValue(power)),
                call.Parsed.GetRequiredValue(reason),
                call.Cancellation)
                .ConfigureAwait(false)));
    }

    private static Command MakeAudit(CliContext context)
    {
        var subject = new Option<string?>("--about") { Description = "@handle, room/ID or case/ID. Default: all." };
        var list = new Command(
            "list",
            "List the audit log, newest first.") { subject }.DoesAsOperator(context, async (call, admin) =>
        {
            var about = await AccountArgument.SubjectAsync(
                admin, call.Parsed.GetValue(subject), call.Cancellation).ConfigureAwait(false);
            var records = await admin.AuditAsync(about, call.Cancellation).Select(record => new
            {
                record.Number, At = WireText.Time(
                    record.AtUnixMs), record.Actor, record.Action, record.Subject, record.Reason, record.Hash,
            }).ToListAsync(call.Cancellation).ConfigureAwait(false);
            var name = await AccountArgument.NamesAsync(
                admin, records.SelectMany(record => new[] { record.Actor, record.Subject }), call.Cancellation)
                    .ConfigureAwait(false);
            call.Out.Table(
                records,
                "The log is empty.",
                ("#", record => record.Number),
                ("at", record => record.At),
                ("who", record => name(record.Actor)),
                ("what", record => record.Action),
                ("about", record => name(record.Subject)),
                ("why", record => record.Reason));
        });
        var known = new Option<string?>("--known")
        {
            Description =
                "NUMBER:HASH of an entry that you noted earlier; without it, the check cannot see entries missing at the end.",
        };
        var verify = new Command("verify", "Read the whole log and check that it is unchanged.") { known }.DoesAsOperator(
            context, (call, admin) => VerifyAsync(call, admin, call.Parsed.GetValue(known)));
        return new Command("audit", "Read and check the log of operators' and reviewers' actions.") { list, verify };
    }

    private static async Task VerifyAsync(VerbCall call, OperatorApi admin, string? known)
    {
        var parts = known?.Split(':', 2) ?? ["0", ""];
        if (parts.Length != 2 || !ulong.TryParse(parts[0], CultureInfo.InvariantCulture, out var number))
        {
            throw new CliException("known_invalid", $"A number and a hash are expected, such as 12:ab34…, not \"{known}\".");
        }

        var verdict = await admin.VerifyAuditAsync(number, parts[1], call.Cancellation).ConfigureAwait(false);
        if (verdict.Fault != AuditFault.Unspecified)
        {
            throw new CliException(
                "audit_broken", $"The audit log is not valid after entry {verdict.Count}: {verdict.Fault.Word()}.");
        }

        call.Out.One(
            new { verdict.Count, verdict.HeadHash },
            ("", $"{verdict.Count} entries are valid. Note this elsewhere: {verdict.Count}:{verdict.HeadHash}"));
    }

    private static Argument<string> CaseArgument() => new("case") { Description = "Id of the case; admin reports prints it." };

    private static Task<string> UserAsync(VerbCall call, OperatorApi admin, Argument<string> user) =>
        AccountArgument.ResolveAsync(admin, call.Parsed.GetRequiredValue(user), call.Cancellation);

    private static Option<string> NoteOption(string name) =>
        new(name) { Description = "1 to 1,000 characters, for the audit log.", Required = true };

    private static void Show(VerbCall call, SafetyCase one)
    {
        var json = CaseJson.Of(one);
        call.Out.One(json, ("case", json.CaseId), ("state", json.State), ("decided", json.Penalties));
    }

    private static void Show(VerbCall call, AccountStanding standing) => call.Out.One(
        new { Power = standing.Power.Word(), standing.Suspended, Until = WireText.Time(standing.UntilUnixMs) },
        ("power", standing.Power.Word()),
        ("suspended", standing.Suspended),
        ("until", WireText.Time(standing.UntilUnixMs)));

    /// <summary>A case as <c>--json</c> shows it.</summary>
    private sealed record CaseJson(
        string CaseId, string Subject, string Accused, string State, uint Reports, DateTimeOffset? OpenedAt, string ClaimedBy,
        IReadOnlyList<string> Penalties, string Note, DateTimeOffset? DecidedAt, string Appeal)
    {
        public static CaseJson Of(SafetyCase one) => new(
            one.CaseId, one.Subject, one.AccusedUserId, one.State.Word(), one.ReportCount, WireText.Time(one.OpenedAtUnixMs),
            one.ClaimedBy,
            [.. one.Penalties.Select(penalty => penalty.Word())], one.Note, WireText.Time(one.DecidedAtUnixMs), one.Appeal);
    }
}
